package io.strait.validator.agent;

import java.nio.charset.StandardCharsets;

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

  /** The answer to a question about a cluster that is not served here. */
  public static AgentAnswer noSuchCluster() {
    String body = "{\"error\":\"NO_SUCH_CLUSTER\",\"message\":\"no such cluster is served here\"}";
    return new AgentAnswer(404, JSON, body.getBytes(StandardCharsets.UTF_8));
  }
}
