package io.strait.migrator.run;

import com.fasterxml.jackson.databind.JsonNode;
import io.strait.migrator.cutover.CutoverState;
import io.strait.migrator.cutover.Direction;
import io.strait.migrator.cutover.Frontier;
import io.strait.migrator.cutover.PermittedEdges;
import io.strait.migrator.fence.acl.Deny;
import io.strait.migrator.fence.acl.DenyPlan;
import io.strait.migrator.journal.JournalEntry;
import io.strait.migrator.journal.JournalException;
import io.strait.migrator.step.Evidence;
import io.strait.migrator.step.Facts;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Folds journal entries into {@link Facts}. The runner folds what it appends by this same function,
 * so that a replay cannot come to another state (JournalReplaysToSameState). Belongs to one thread.
 */
final class History {
  private final String source;
  private final String target;
  private CutoverState state = new CutoverState.Planned();
  private Instant since = Instant.EPOCH;
  private boolean started;
  private Optional<Instant> heldSince = Optional.empty();
  private long routeEpoch;
  private Frontier verifiedTo = Frontier.NONE;
  private final Set<String> commands = new HashSet<>();
  private final Map<String, DenyPlan> writeDenials = new HashMap<>();
  private final Map<String, DenyPlan> groupDenials = new HashMap<>();
  private final Map<String, Set<Deny>> everRaised = new HashMap<>();
  private final List<Facts.Switch> switches = new ArrayList<>();
  private final Deque<Facts.Outcome> outcomes = new ArrayDeque<>();

  /** Begins before the first entry; the aliases name the ends of switches. */
  History(String source, String target) {
    this.source = source;
    this.target = target;
  }

  /** What the entries so far say. */
  Facts facts() {
    return new Facts(
        state,
        since,
        started,
        commands,
        heldSince,
        routeEpoch,
        writeDenials,
        groupDenials,
        verifiedTo,
        switches,
        List.copyOf(outcomes));
  }

  /** All DENYs that an intent ever meant to raise, lifted since or not, by cluster alias. */
  Map<String, Set<Deny>> everRaised() {
    return everRaised;
  }

  /**
   * Takes in the next entry.
   *
   * @throws JournalException if it tells of a transition that the machine does not permit
   */
  void apply(JournalEntry entry) {
    if (since.equals(Instant.EPOCH)) {
      since = entry.at();
    }
    switch (entry.kind()) {
      case PLAN, RUNNER, NOTE -> {}
      case COMMAND -> command(entry.data());
      case INTENT -> intent(entry);
      case OUTCOME -> outcome(entry);
      case STATE -> state(entry);
    }
  }

  private void command(JsonNode data) {
    commands.add(data.path("id").asText());
    if (data.path("accepted").asBoolean()
        && data.path("command").asText().equals(CommandKind.START.word())) {
      started = true;
    }
  }

  private void intent(JournalEntry entry) {
    JsonNode data = entry.data();
    if (data.has(Evidence.ORDERS_ROUTE)) {
      routeEpoch = entry.index() + 1;
      if (data.path(Evidence.ORDERS_ROUTE).asText().equals("NONE") && heldSince.isEmpty()) {
        heldSince = Optional.of(entry.at());
      }
    }
    raised(data.path(Evidence.RAISES_WRITES), writeDenials);
    raised(data.path(Evidence.RAISES_GROUPS), groupDenials);
  }

  private void raised(JsonNode json, Map<String, DenyPlan> denials) {
    if (json.isObject()) {
      DenyPlan plan = Evidence.denials(json);
      denials.put(plan.cluster(), plan);
      everRaised.computeIfAbsent(plan.cluster(), any -> new HashSet<>()).addAll(plan.raised());
    }
  }

  private void outcome(JournalEntry entry) {
    JsonNode data = entry.data();
    JsonNode evidence = data.path("evidence");
    writeDenials.remove(evidence.path(Evidence.LIFTED_WRITES).asText());
    groupDenials.remove(evidence.path(Evidence.LIFTED_GROUPS).asText());
    if (evidence.has(Evidence.VERIFIED_TO)) {
      verifiedTo = Evidence.frontier(evidence.path(Evidence.VERIFIED_TO));
    }
    outcomes.addLast(
        new Facts.Outcome(
            entry.step(), entry.at(), data.path("result").asText(), data.path("text").asText()));
    if (outcomes.size() > Facts.OUTCOMES) {
      outcomes.removeFirst();
    }
  }

  private void state(JournalEntry entry) {
    String event = entry.data().path("event").asText();
    if (!PermittedEdges.permit(state.label(), event, entry.state())) {
      throw new JournalException(
          "journal of migration '"
              + entry.migration()
              + "', entry "
              + entry.index()
              + ": "
              + event
              + " does not lead from "
              + state.label()
              + " to "
              + entry.state()
              + "; this journal was not written by Strait, or by a newer one: do not go on");
    }
    state = StateCodec.decode(entry.state(), entry.data().path("evidence"));
    since = entry.at();
    if (!(state instanceof CutoverState.Passage)) {
      heldSince = Optional.empty();
    }
    if (state instanceof CutoverState.Switched switched) {
      boolean forward = switched.direction() == Direction.FORWARD;
      switches.add(
          new Facts.Switch(
              switched.direction(),
              forward ? source : target,
              forward ? target : source,
              switched.releasedAt(),
              switched.writePause().toMillis()));
    }
  }
}
