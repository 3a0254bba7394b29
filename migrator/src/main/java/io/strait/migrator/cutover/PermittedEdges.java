package io.strait.migrator.cutover;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The golden table: every edge the machine may take, written by hand.
 *
 * <p>Tests hold the machine against it in both directions, a journal whose states do not follow it
 * is refused, and the diagram is generated from it.
 */
public final class PermittedEdges {
  /** One row of the table, by labels. */
  public record Edge(String from, String event, String to) {}

  private static final List<Edge> BEFORE =
      List.of(
          new Edge("PLANNED", "TargetPrepared", "PREPARED"),
          new Edge("PREPARED", "LinkStarted", "MIRRORING"),
          new Edge("MIRRORING", "CaughtUp", "VERIFYING"),
          new Edge("VERIFYING", "Verified", "READY"),
          new Edge("VERIFYING", "AttestationExpired", "MIRRORING"),
          new Edge("VERIFYING", "Diverged", "HALTED"),
          new Edge("READY", "AttestationExpired", "MIRRORING"),
          new Edge("READY", "SwitchAccepted", "ARMED"));

  private static final List<Edge> PASSAGE =
      List.of(
          new Edge("ARMED", "ClientsHeld", "FENCING"),
          new Edge("FENCING", "FenceProved", "FENCED"),
          new Edge("FENCED", "DrainedToFrontier", "DRAINED"),
          new Edge("DRAINED", "TailMatched", "TAIL_PROVED"),
          new Edge("TAIL_PROVED", "CounterLinkArmed", "REVERSE_ARMED"),
          new Edge("REVERSE_ARMED", "Decided", "SWITCHING"),
          new Edge("SWITCHING", "RouteReleased", "SWITCHED"),
          new Edge("FENCED", "AttestationExpired", "FENCING"),
          new Edge("DRAINED", "AttestationExpired", "FENCING"),
          new Edge("TAIL_PROVED", "AttestationExpired", "FENCING"),
          new Edge("REVERSE_ARMED", "AttestationExpired", "FENCING"),
          new Edge("ARMED", "GivenUp", "ABORTING"),
          new Edge("FENCING", "GivenUp", "ABORTING"),
          new Edge("FENCED", "GivenUp", "ABORTING"),
          new Edge("DRAINED", "GivenUp", "ABORTING"),
          new Edge("TAIL_PROVED", "GivenUp", "ABORTING"),
          new Edge("REVERSE_ARMED", "GivenUp", "ABORTING"),
          new Edge("ABORTING", "Compensated", "HALTED"));

  private static final List<Edge> AFTER =
      List.of(
          new Edge("SWITCHED", "Settled", "SOAKING"),
          new Edge("ABORTING", "Compensated", "MIRRORING"),
          new Edge("HALTED", "ResumeAccepted", "MIRRORING"),
          new Edge("SOAKING", "RollbackAccepted", "REVERSING.ARMED"),
          new Edge("SOAKING", "CompleteAccepted", "COMPLETED"),
          new Edge("REVERSING.SWITCHED", "Settled", "MIRRORING"),
          new Edge("REVERSING.ABORTING", "Compensated", "SOAKING"),
          new Edge("REVERSING.HALTED", "ResumeAccepted", "SOAKING"));

  private PermittedEdges() {}

  /** All rows; the rows of a passage appear once for each direction. */
  public static List<Edge> all() {
    List<Edge> edges = new ArrayList<>(BEFORE);
    edges.addAll(PASSAGE);
    PASSAGE.forEach(
        edge -> edges.add(new Edge("REVERSING." + edge.from, edge.event, "REVERSING." + edge.to)));
    edges.addAll(AFTER);
    return List.copyOf(edges);
  }

  /** Whether a state labelled {@code to} may follow one labelled {@code from} on this event. */
  public static boolean permit(String from, String event, String to) {
    return all().contains(new Edge(from, event, to));
  }

  /** The words of the events that are legal in a state, sorted. */
  public static List<String> eventsIn(String label) {
    return all().stream()
        .filter(edge -> edge.from.equals(label))
        .map(Edge::event)
        .distinct()
        .sorted()
        .toList();
  }

  /** The state diagram in Mermaid, generated from the table; ends with a newline. */
  public static String mermaid() {
    StringBuilder text = new StringBuilder("stateDiagram-v2\n    [*] --> PLANNED\n");
    lines(false).forEach(text::append);
    text.append("    state REVERSING {\n");
    lines(true).forEach(line -> text.append("    ").append(line));
    return text.append("    }\n    COMPLETED --> [*]\n").toString();
  }

  private static Stream<String> lines(boolean inside) {
    return all().stream()
        .filter(edge -> (back(edge.from) && back(edge.to)) == inside)
        .map(edge -> "    " + id(edge.from) + " --> " + id(edge.to) + " : " + edge.event + "\n");
  }

  private static boolean back(String label) {
    return label.startsWith("REVERSING.");
  }

  private static String id(String label) {
    return label.replace("REVERSING.", "R_");
  }
}
