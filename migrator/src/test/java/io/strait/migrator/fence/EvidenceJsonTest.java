package io.strait.migrator.fence;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.strait.migrator.fence.acl.BrokerSight;
import io.strait.migrator.fence.acl.Deny;
import io.strait.migrator.fence.acl.DenyPlan;
import io.strait.migrator.fence.acl.FenceFinding;
import io.strait.migrator.fence.group.GroupOffset;
import io.strait.migrator.fence.group.GroupOutcome;
import io.strait.migrator.fence.group.GroupSight;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a journal keeps must come back as it was: after a crash it is all that is left. */
class EvidenceJsonTest {
  private final ObjectMapper json = new ObjectMapper();

  @Test
  void shouldComeBackFromTheJournalWhenAPlanWasWritten() throws JsonProcessingException {
    shouldSurvive(
        new DenyPlan(
            "east",
            List.of(Deny.write("flights", "User:app")),
            List.of(Deny.read("readers", "User:other"))));
  }

  @Test
  void shouldComeBackFromTheJournalWhenAProofWasWritten() throws JsonProcessingException {
    shouldSurvive(new Frontier(List.of(new Frontier.Seal("flights", "id", 3, 1L << 40, 2, 7))));
    shouldSurvive(
        new ProofEvidence(
            List.of(
                new BrokerSight(
                    1,
                    BrokerSight.Answer.SILENT,
                    List.of(Deny.write("flights", "User:app")),
                    "no answer")),
            List.of(1),
            List.of("a transaction"),
            List.of("tx"),
            2,
            100,
            1_000,
            2_000,
            List.of("a limit")));
  }

  @Test
  void shouldComeBackFromTheJournalWhenAGroupMoveWasWritten() throws JsonProcessingException {
    shouldSurvive(
        new GroupOutcome.Moved(
            "readers",
            GroupSight.Kind.CLASSIC,
            List.of(new GroupSight.Member("m", "i", "c", "/127.0.0.1")),
            List.of(new GroupOffset("flights", 0, 34, "note")),
            List.of()));
    shouldSurvive(new GroupOutcome.NothingToMove("readers", "absent"));
    shouldSurvive(
        new GroupOutcome.Refused(
            "readers", List.of(FenceFinding.blocking("CODE", "readers", "text", "action"))));
  }

  private void shouldSurvive(Object value) throws JsonProcessingException {
    String written = json.writeValueAsString(value);

    assertThat(json.readValue(written, value.getClass())).as(written).isEqualTo(value);
  }
}
