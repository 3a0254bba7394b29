package io.strait.validator.agent;

/** An agent does not let this coordinator ask: the configuration of one of them is wrong. */
public final class AgentRefused extends AgentFailure {
  private static final long serialVersionUID = 1L;

  AgentRefused(String message) {
    super(message);
  }
}
