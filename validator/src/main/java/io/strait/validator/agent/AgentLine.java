package io.strait.validator.agent;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.strait.validator.log.RangeGone;
import io.strait.validator.log.ScanCancelled;
import java.io.IOException;
import java.time.Duration;
import org.apache.kafka.common.TopicPartition;

/**
 * Asks an agent and understands its refusals. A question that met no whole answer, or an agent that
 * is busy or cannot reach its cluster, is asked again a few times. Safe for use by several threads.
 */
final class AgentLine implements AutoCloseable {
  private static final Duration LONGEST_ANSWER = Duration.ofSeconds(60);
  private static final int MOST_ATTEMPTS = 5;
  private static final int MOST_BUSY = 240;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
  private static final Duration BUSY_PAUSE = Duration.ofMillis(500);

  private final Transport transport;
  private final Patience patience;

  AgentLine(Transport transport, Patience patience) {
    this.transport = transport;
    this.patience = patience;
  }

  String where() {
    return transport.where();
  }

  long sent() {
    return transport.sent();
  }

  long received() {
    return transport.received();
  }

  /** An answer in JSON. */
  Fields json(String question, ObjectNode body) {
    try {
      return Fields.of(ask(question, body).body());
    } catch (RemoteSide.ForgottenJob e) {
      throw new AgentFailure(e.getMessage(), e);
    } catch (BadQuestion e) {
      throw new AgentFailure(
          where() + " gives no answer of Strait's to '" + question + "': " + e.getMessage(), e);
    }
  }

  /** An answer in bytes. */
  byte[] bytes(String question, ObjectNode body) {
    try {
      return ask(question, body).body();
    } catch (RemoteSide.ForgottenJob e) {
      throw new AgentFailure(e.getMessage(), e);
    }
  }

  /** The answer to the question after a job. */
  AgentAnswer job(ObjectNode body) throws RemoteSide.ForgottenJob {
    return ask("job", body);
  }

  @Override
  public void close() {
    transport.close();
  }

  private AgentAnswer ask(String question, ObjectNode body) throws RemoteSide.ForgottenJob {
    byte[] bytes = written(body);
    Duration pause = FIRST_PAUSE;
    int failures = 0;
    int busy = 0;
    while (true) {
      String why;
      try {
        AgentAnswer answer = transport.ask(question, bytes, LONGEST_ANSWER);
        if (answer.status() == 200) {
          return answer;
        }
        if (answer.status() != 429 && answer.status() != 503) {
          throw refused(answer, body);
        }
        why = message(answer);
        busy += answer.status() == 429 ? 1 : 0;
        failures += answer.status() == 503 ? 1 : 0;
      } catch (IOException e) {
        why = e.getClass().getSimpleName() + (e.getMessage() == null ? "" : " " + e.getMessage());
        failures++;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new ScanCancelled();
      }
      if (failures >= MOST_ATTEMPTS || busy >= MOST_BUSY) {
        throw new AgentFailure(
            "agent at " + where() + " does not answer '" + question + "': " + why);
      }
      if (!patience.pause(failures > 0 ? pause : BUSY_PAUSE)) {
        throw new ScanCancelled();
      }
      pause = failures > 0 ? pause.multipliedBy(2) : pause;
    }
  }

  private RuntimeException refused(AgentAnswer answer, ObjectNode body)
      throws RemoteSide.ForgottenJob {
    String message = "agent at " + where() + " refuses (" + answer.status() + "): ";
    if (answer.status() == 410 && body.has("topic")) {
      TopicPartition partition =
          new TopicPartition(body.path("topic").asText(), body.path("partition").asInt());
      return new RangeGone(partition, body.path("from").asLong(body.path("offset").asLong()));
    }
    if (answer.status() == 410) {
      return new RangeGone(new TopicPartition(where(), 0), -1);
    }
    if (answer.status() == 401 || answer.status() == 403) {
      return new AgentRefused(
          message
              + message(answer)
              + "; name a token with role agent that this agent knows (its agent.tokens, or"
              + " serve.tokens of a daemon): in the configuration here, agent.peers: [{url: ...,"
              + " token: \"${file:/path}\"}]");
    }
    if (answer.status() == 404 && error(answer).equals("NO_SUCH_CLUSTER")) {
      return new AgentRefused(
          message
              + message(answer)
              + "; name an agent that reads this cluster, or write its path: URL/agents/NAME");
    }
    if (answer.status() == 404 && body.has("job")) {
      throw new RemoteSide.ForgottenJob(message + message(answer));
    }
    return new AgentFailure(message + message(answer));
  }

  private static String error(AgentAnswer answer) {
    try {
      return Fields.of(answer.body()).text("error", 64);
    } catch (BadQuestion e) {
      return "";
    }
  }

  private static String message(AgentAnswer answer) {
    try {
      return Fields.of(answer.body()).text("message", 4_096);
    } catch (BadQuestion e) {
      return "HTTP status " + answer.status();
    }
  }

  private static byte[] written(ObjectNode body) {
    try {
      return Fields.JSON.writeValueAsBytes(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values could not be written as JSON", e);
    }
  }
}
