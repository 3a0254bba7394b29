package io.strait.validator.session;

import io.strait.replicator.cluster.ClusterException;
import io.strait.replicator.topology.TopicMapping;
import io.strait.validator.check.Finding;
import io.strait.validator.check.FindingCode;
import io.strait.validator.contract.Contract;
import io.strait.validator.judge.ProofPoint;
import io.strait.validator.log.LogBounds;
import io.strait.validator.log.LogView;
import io.strait.validator.log.RangeGone;
import io.strait.validator.log.Subject;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Whether an earlier proof of a partition may be gone on from: it must be about the logs that are
 * there now, and under the same declaration. Confined to one thread.
 */
final class Continuation {
  private static final LogBounds NOTHING = new LogBounds(0, 0, 0);

  private final Terrain terrain;
  private final boolean onlyNew;

  /**
   * Whether a partition is judged behind the proof only, or the proof counts as part of this run.
   */
  Continuation(Terrain terrain, boolean onlyNew) {
    this.terrain = terrain;
    this.onlyNew = onlyNew;
  }

  /**
   * The task, going on from the proof; or judged whole, with the reason.
   *
   * @throws StateException if the proof was made under another declaration
   */
  Task of(Task task, StateEntry.Point known, Contract contract, LogView source, LogView target) {
    Subject subject = task.subject();
    LogIdentity now = terrain.identity(subject, words(contract));
    refuseOther(subject, known.log().contract(), now.contract());
    ProofPoint proof = known.point();
    LogBounds from = terrain.sourceBounds().getOrDefault(subject.sourcePartition(), NOTHING);
    LogBounds to = terrain.targetBounds().getOrDefault(subject.targetPartition(), NOTHING);
    if (differ(known.log().sourceTopicId(), now.sourceTopicId())) {
      return task.with(
          finding(
              subject,
              FindingCode.RESET_SOURCE,
              0,
              "topic id was "
                  + known.log().sourceTopicId()
                  + " at the last proof and is "
                  + now.sourceTopicId()
                  + " now; judged anew from its beginning"));
    }
    if (from.end() < proof.proven().to()) {
      return task.with(
          finding(
              subject,
              FindingCode.TRUNCATED_SOURCE,
              from.end(),
              "source log was proved up to "
                  + proof.proven().to()
                  + " and ends at "
                  + from.end()
                  + " now; judged anew from its beginning"));
    }
    if (!now.targetTopic().equals(known.log().targetTopic())
        || differ(known.log().targetTopicId(), now.targetTopicId())) {
      return task.noting("the target topic is another one than at the last proof: judged anew");
    }
    if (to.end() < proof.targetTo()) {
      return task.noting(
          "the target log ends at "
              + to.end()
              + ", below "
              + proof.targetTo()
              + " of the last proof: judged anew");
    }
    return anchored(task, proof, contract, source, target);
  }

  /** What is declared, in words that do not change while an offset map grows. */
  static String words(Contract contract) {
    String offsets = contract.offsets().images().isPresent() ? "offsets" : "order only";
    return offsets + "; " + contract.expectation().text() + "; " + contract.placement();
  }

  private Task anchored(
      Task task, ProofPoint proof, Contract contract, LogView source, LogView target) {
    try {
      Optional<String> fault = Anchor.fault(contract, proof, source, target);
      if (fault.isPresent()) {
        return task.with(
            finding(
                task.subject(),
                FindingCode.RESET_SOURCE,
                proof.proven().to() - 1,
                fault.get() + "; judged anew from the beginning"));
      }
      return onlyNew ? task.since(proof) : task.resuming(proof);
    } catch (RangeGone | ClusterException unread) {
      return task.noting(
          "the end of the last proof could not be read again ("
              + unread.getMessage()
              + "): judged anew");
    }
  }

  private static void refuseOther(Subject subject, String then, String now) {
    if (!then.equals(now)) {
      throw new StateException(
          "the last proof of "
              + subject.sourcePartition()
              + " was made under another declaration ('"
              + then
              + "', now '"
              + now
              + "'); prove it anew with --mode full and without --resume");
    }
  }

  private static boolean differ(String then, String now) {
    return !then.isEmpty() && !now.isEmpty() && !then.equals(now);
  }

  private static Finding finding(Subject subject, FindingCode code, long at, String why) {
    TopicMapping topic = subject.topic();
    return new Finding(
        code, topic, subject.partition(), at, OptionalLong.empty(), OptionalLong.empty(), why);
  }
}
