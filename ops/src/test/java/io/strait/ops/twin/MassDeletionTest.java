package io.strait.ops.twin;

import static org.assertj.core.api.Assertions.assertThat;

import io.strait.replicator.sync.Aspect;
import io.strait.replicator.sync.Difference;
import io.strait.replicator.sync.Handling;
import io.strait.replicator.sync.TwinPlan;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class MassDeletionTest {
  @Test
  void shouldHoldBackDeletionsWhereTheSourceLacksMostOfWhatThereIs() {
    TwinPlan held = MassDeletion.heldBack(plan(Aspect.ACLS, 60, 100));

    assertThat(held.toApply()).isEmpty();
    assertThat(held.differences())
        .hasSize(60)
        .allMatch(one -> one.handling() == Handling.BLOCKED)
        .allMatch(one -> one.reason().contains("--confirm-delete"));
  }

  @Test
  void shouldLetFewDeletionsAndThoseOfSomePass() {
    assertThat(MassDeletion.heldBack(plan(Aspect.ACLS, 9, 9)).toApply()).hasSize(9);
    assertThat(MassDeletion.heldBack(plan(Aspect.QUOTAS, 50, 100)).toApply()).hasSize(50);
    assertThat(MassDeletion.heldBack(plan(Aspect.TOPICS, 60, 60)).toApply()).hasSize(60);
  }

  private static TwinPlan plan(Aspect aspect, int deletions, int compared) {
    List<Difference> differences =
        IntStream.range(0, deletions)
            .mapToObj(
                n ->
                    new Difference(
                        aspect,
                        "thing " + n,
                        "",
                        Difference.Verb.DELETE,
                        Handling.APPLY,
                        Optional.of("it"),
                        Optional.empty(),
                        "gone"))
            .toList();
    return new TwinPlan(aspect, compared, differences, List.of());
  }
}
