package io.strait.ops.view;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.strait.migrator.gate.GateResult;
import io.strait.migrator.gate.Verdict;
import io.strait.migrator.run.CommandKind;
import io.strait.migrator.run.MigrationView;
import io.strait.migrator.step.Facts;
import java.util.Locale;

/** A migration for machines; field names are stable. */
public final class MigrationJson {
  private static final JsonMapper MAPPER = new JsonMapper();

  private MigrationJson() {}

  /** Everything that the view knows. */
  public static ObjectNode of(MigrationView view) {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("wave", view.wave());
    json.put("state", view.state());
    json.put("since", view.since().toString());
    json.put("at", view.at().toString());
    json.put("runner_epoch", view.epoch());
    json.put("journal_entries", view.journalEntries());
    json.put("second_copy_lag", view.secondCopyLag());
    view.problem().ifPresent(problem -> json.put("waiting_for", problem));
    ArrayNode next = json.putArray("next_commands");
    view.nextCommands().stream().map(CommandKind::word).forEach(next::add);
    ArrayNode gates = json.putArray("gates");
    view.gates().forEach(gate -> gates.add(gate(gate)));
    view.rollbackPrice()
        .ifPresent(
            price ->
                json.putObject("rollback_price")
                    .put("records", price.records())
                    .put("delay_ms", price.delayMillis()));
    ArrayNode switches = json.putArray("switches");
    view.switches().forEach(one -> switches.add(decided(one)));
    ArrayNode outcomes = json.putArray("last_steps");
    view.outcomes().forEach(outcome -> outcomes.add(outcome(outcome)));
    return json;
  }

  private static ObjectNode gate(GateResult gate) {
    return MAPPER
        .createObjectNode()
        .put("gate", gate.gate())
        .put("verdict", word(gate.verdict()))
        .put("text", gate.verdict().text());
  }

  private static String word(Verdict verdict) {
    if (verdict instanceof Verdict.Passed) {
      return "passed";
    }
    return verdict instanceof Verdict.Failed ? "failed" : "inconclusive";
  }

  private static ObjectNode decided(Facts.Switch one) {
    return MAPPER
        .createObjectNode()
        .put("direction", one.direction().name().toLowerCase(Locale.ROOT))
        .put("from", one.from())
        .put("to", one.to())
        .put("at", one.at().toString())
        .put("write_pause_ms", one.writePauseMillis());
  }

  private static ObjectNode outcome(Facts.Outcome outcome) {
    return MAPPER
        .createObjectNode()
        .put("step", outcome.step())
        .put("at", outcome.at().toString())
        .put("result", outcome.result())
        .put("text", outcome.text());
  }
}
