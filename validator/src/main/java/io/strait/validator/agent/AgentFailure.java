package io.strait.validator.agent;

/** A side could not be asked, or gave an answer that makes no sense: its range is unverifiable. */
public class AgentFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public AgentFailure(String message) {
    super(message);
  }

  public AgentFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
