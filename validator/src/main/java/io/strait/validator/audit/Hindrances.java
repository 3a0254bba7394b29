package io.strait.validator.audit;

import io.strait.validator.log.Subject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What keeps partitions from being audited at one look, and how much that is. One thread. */
final class Hindrances {
  private final List<String> single = new ArrayList<>();
  private final Map<Unclaimed, Uncovered> topics = new LinkedHashMap<>();
  private Uncovered all = Uncovered.NONE;

  private record Unclaimed(String topic, String why) {}

  /** {@code unknown}: what is to be mirrored and is not there. */
  Hindrances(List<String> unknown) {
    unknown.forEach(one -> single.add("not audited: " + one));
  }

  /** The target has no such partition. */
  void lacking(Subject subject, long offsets) {
    single.add(
        subject.sourcePartition()
            + ": not audited: the target has no "
            + subject.targetPartition()
            + "; if it was deleted there, the copy is gone");
    all = all.plus(offsets);
  }

  /** Its leader does not answer, on either side. */
  void silent(Subject subject) {
    single.add(subject.sourcePartition() + ": its bounds cannot be asked for");
    all = all.plus(0);
  }

  /** Nothing can be claimed about its copy, for a reason that mostly holds for the whole topic. */
  void unclaimed(Subject subject, String why, long offsets) {
    topics.merge(
        new Unclaimed(subject.topic().source(), why),
        Uncovered.NONE.plus(offsets),
        (one, other) -> one.plus(other.offsets()));
    all = all.plus(offsets);
  }

  /** One sentence each. */
  List<String> problems() {
    List<String> sentences = new ArrayList<>(single);
    topics.forEach(
        (topic, much) ->
            sentences.add(
                topic.topic()
                    + ": not audited, "
                    + much.partitions()
                    + (much.partitions() == 1 ? " partition, " : " partitions, ")
                    + much.offsets()
                    + " offsets: "
                    + topic.why()));
    return sentences;
  }

  /** How much that is. */
  Uncovered uncovered() {
    return all;
  }
}
