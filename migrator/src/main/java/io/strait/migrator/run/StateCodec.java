package io.strait.migrator.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.strait.migrator.cutover.CutoverState;
import io.strait.migrator.cutover.CutoverState.Course;
import io.strait.migrator.cutover.CutoverState.Hold;
import io.strait.migrator.cutover.CutoverState.Seal;
import io.strait.migrator.cutover.Direction;
import io.strait.migrator.cutover.StateName;
import io.strait.migrator.cutover.StateVisitor;
import io.strait.migrator.journal.JournalCodec;
import io.strait.migrator.journal.JournalException;
import io.strait.migrator.step.Evidence;
import java.time.Instant;

/** A state's evidence as it is journaled; the label says which state it belongs to. */
final class StateCodec {
  private static final String REVERSING = "REVERSING.";

  private StateCodec() {}

  static ObjectNode encode(CutoverState state) {
    return state.accept(new Writer());
  }

  static CutoverState decode(String label, JsonNode json) {
    boolean back = label.startsWith(REVERSING);
    Direction direction = back ? Direction.BACK : Direction.FORWARD;
    String word = back ? label.substring(REVERSING.length()) : label;
    for (StateName name : StateName.values()) {
      if (name.name().equals(word)) {
        return new Reader(direction, json).read(name);
      }
    }
    throw new JournalException(
        "state '" + label + "' in the journal is not known here; run the version that wrote it");
  }

  private record Reader(Direction direction, JsonNode json) {
    CutoverState read(StateName name) {
      return switch (name) {
        case PLANNED -> new CutoverState.Planned();
        case PREPARED -> new CutoverState.Prepared();
        case MIRRORING -> new CutoverState.Mirroring();
        case VERIFYING -> new CutoverState.Verifying();
        case READY ->
            new CutoverState.Ready(at("verified_at"), Evidence.frontier(json.path("verified_to")));
        case ARMED -> new CutoverState.Armed(course());
        case FENCING -> new CutoverState.Fencing(hold());
        case FENCED -> new CutoverState.Fenced(seal());
        case DRAINED -> new CutoverState.Drained(seal());
        case TAIL_PROVED ->
            new CutoverState.TailProved(seal(), json.path("offsets_compared").asLong());
        case REVERSE_ARMED -> new CutoverState.ReverseArmed(seal());
        case SWITCHING -> new CutoverState.Switching(seal(), at("decided_at"));
        case SWITCHED -> new CutoverState.Switched(seal(), at("decided_at"), at("released_at"));
        case SOAKING -> new CutoverState.Soaking(at("since"));
        case COMPLETED -> new CutoverState.Completed();
        case ABORTING ->
            new CutoverState.Aborting(
                course(), json.path("reason").asText(), json.path("diverged").asBoolean());
        case HALTED -> new CutoverState.Halted(direction, json.path("reason").asText());
      };
    }

    private Course course() {
      return new Course(direction, json.path("command").asText());
    }

    private Hold hold() {
      return new Hold(course(), at("held_since"));
    }

    private Seal seal() {
      return new Seal(hold(), Evidence.frontier(json.path("frontier")));
    }

    private Instant at(String field) {
      return Instant.parse(json.path(field).asText());
    }
  }

  private static final class Writer implements StateVisitor<ObjectNode> {
    @Override
    public ObjectNode planned(CutoverState.Planned state) {
      return JournalCodec.data();
    }

    @Override
    public ObjectNode prepared(CutoverState.Prepared state) {
      return JournalCodec.data();
    }

    @Override
    public ObjectNode mirroring(CutoverState.Mirroring state) {
      return JournalCodec.data();
    }

    @Override
    public ObjectNode verifying(CutoverState.Verifying state) {
      return JournalCodec.data();
    }

    @Override
    public ObjectNode ready(CutoverState.Ready state) {
      ObjectNode json = JournalCodec.data().put("verified_at", state.verifiedAt().toString());
      return json.set("verified_to", Evidence.frontier(state.verifiedTo()));
    }

    @Override
    public ObjectNode armed(CutoverState.Armed state) {
      return course(state.course());
    }

    @Override
    public ObjectNode fencing(CutoverState.Fencing state) {
      return hold(state.hold());
    }

    @Override
    public ObjectNode fenced(CutoverState.Fenced state) {
      return seal(state.seal());
    }

    @Override
    public ObjectNode drained(CutoverState.Drained state) {
      return seal(state.seal());
    }

    @Override
    public ObjectNode tailProved(CutoverState.TailProved state) {
      return seal(state.seal()).put("offsets_compared", state.records());
    }

    @Override
    public ObjectNode reverseArmed(CutoverState.ReverseArmed state) {
      return seal(state.seal());
    }

    @Override
    public ObjectNode switching(CutoverState.Switching state) {
      return seal(state.seal()).put("decided_at", state.decidedAt().toString());
    }

    @Override
    public ObjectNode switched(CutoverState.Switched state) {
      return seal(state.seal())
          .put("decided_at", state.decidedAt().toString())
          .put("released_at", state.releasedAt().toString())
          .put("write_pause_ms", state.writePause().toMillis());
    }

    @Override
    public ObjectNode soaking(CutoverState.Soaking state) {
      return JournalCodec.data().put("since", state.since().toString());
    }

    @Override
    public ObjectNode completed(CutoverState.Completed state) {
      return JournalCodec.data();
    }

    @Override
    public ObjectNode aborting(CutoverState.Aborting state) {
      return course(state.course()).put("reason", state.reason()).put("diverged", state.diverged());
    }

    @Override
    public ObjectNode halted(CutoverState.Halted state) {
      return JournalCodec.data().put("reason", state.reason());
    }

    private static ObjectNode course(Course course) {
      return JournalCodec.data().put("command", course.command());
    }

    private static ObjectNode hold(Hold hold) {
      return course(hold.course()).put("held_since", hold.since().toString());
    }

    private static ObjectNode seal(Seal seal) {
      ObjectNode json = hold(seal.hold());
      return json.set("frontier", Evidence.frontier(seal.frontier()));
    }
  }
}
