package io.strait.replicator.engine;

import java.util.Optional;
import org.apache.kafka.common.Uuid;

/** Notices that a topic is gone or has become another one under the same name. */
final class TopicWatch {
  private TopicWatch() {}

  static Optional<Halt> changed(PumpContext context, CopyPair pair) {
    String source = pair.source().topic();
    String target = pair.target().topic();
    if (isOther(context.source(), source, pair.sourceTopicId())) {
      return Optional.of(
          recreated(Halt.Cause.SOURCE_RECREATED, "source", source, pair.sourceTopicId()));
    }
    if (isOther(context.target(), target, pair.targetTopicId())) {
      return Optional.of(
          recreated(Halt.Cause.TARGET_RECREATED, "target", target, pair.targetTopicId()));
    }
    if (context.source().isGone(source)) {
      return Optional.of(gone("source", source));
    }
    return context.target().isGone(target) ? Optional.of(gone("target", target)) : Optional.empty();
  }

  private static boolean isOther(Directory directory, String topic, Uuid expected) {
    return !expected.equals(Uuid.ZERO_UUID)
        && directory.topicId(topic).filter(id -> !id.equals(expected)).isPresent();
  }

  private static Halt recreated(Halt.Cause cause, String side, String topic, Uuid before) {
    return new Halt(
        cause,
        side
            + " topic '"
            + topic
            + "' is not the one with id "
            + before
            + " any more: it was deleted and created again");
  }

  private static Halt gone(String side, String topic) {
    return new Halt(
        Halt.Cause.TOPIC_MISSING, side + " topic '" + topic + "' does not exist any more");
  }
}
