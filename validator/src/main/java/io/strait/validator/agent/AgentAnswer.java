package io.strait.validator.agent;

/**
 * What an agent answers.
 *
 * @param status HTTP's number
 * @param type of the body
 * @param body not copied
 */
public record AgentAnswer(int status, String type, byte[] body) {
  static final String JSON = "application/json";
  static final String BYTES = "application/octet-stream";
}
