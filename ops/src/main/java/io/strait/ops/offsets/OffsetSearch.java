package io.strait.ops.offsets;

import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.engine.LinkTranslations;
import io.strait.replicator.engine.LogPeek;
import io.strait.replicator.engine.LogPeek.Held;
import io.strait.replicator.offsets.Image;
import io.strait.replicator.offsets.PairedLogs;
import io.strait.replicator.offsets.Translation;
import io.strait.replicator.progress.Gap;
import io.strait.replicator.sync.SourceTopics;
import io.strait.replicator.topology.Link;
import io.strait.replicator.topology.TopicMapping;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Finds offsets of one side of a link on the other. One thread. */
public final class OffsetSearch implements AutoCloseable {
  private final Link link;
  private final boolean back;
  private final Cluster source;
  private final Cluster here;
  private final LogPeek peekHere;
  private final LogPeek peekThere;
  private final LinkTranslations translations;

  /**
   * Connects with the first question; the clusters stay open when this is closed.
   *
   * @param back whether offsets of the target are asked about, rather than of the source
   */
  public OffsetSearch(Link link, Cluster source, Cluster target, boolean back) {
    this.link = link;
    this.back = back;
    this.source = source;
    this.here = back ? target : source;
    this.peekHere = new LogPeek(here);
    this.peekThere = new LogPeek(back ? source : target);
    this.translations = new LinkTranslations(link.name(), source, target);
  }

  /**
   * One answer.
   *
   * @throws OffsetsUnknown if the link does not mirror the topic, or the partition cannot be
   *     translated at present
   * @throws io.strait.replicator.cluster.ClusterException if a cluster cannot be asked
   */
  public Whereabouts where(Question question) {
    TopicMapping mapping = mapping(question.partition().topic());
    TopicPartition from = new TopicPartition(mapping.source(), question.partition().partition());
    TopicPartition to = new TopicPartition(mapping.target(), question.partition().partition());
    LinkTranslations.Sight sight = translations.look(Map.of(from, to));
    if (sight.problems().containsKey(from)) {
      throw new OffsetsUnknown(question.text() + ": " + sight.problems().get(from));
    }
    PairedLogs logs = sight.logs().get(from);
    Found found = found(question, logs);
    if (!back) {
      sight = translations.reaching(sight, Map.of(from, Set.of(found.offset())));
      logs = sight.logs().get(from);
    }
    return answer(question, found, logs, sight.gaps().getOrDefault(from, List.of()));
  }

  private TopicMapping mapping(String topic) {
    return SourceTopics.of(link, source).topics().stream()
        .filter(mapping -> topic.equals(back ? mapping.target() : mapping.source()))
        .findFirst()
        .orElseThrow(
            () ->
                new OffsetsUnknown(
                    "link '"
                        + link.name()
                        + "' has no topic '"
                        + topic
                        + "' on its "
                        + (back ? "target" : "source; with --back, offsets of the target are asked")
                        + (back
                            ? "; without --back, offsets of the source are asked about"
                            : " about")));
  }

  /** Where a question leads, and what is to be said about that. */
  private record Found(long offset, String note) {}

  private Found found(Question question, PairedLogs logs) {
    Question.Spot spot = question.spot();
    long start = back ? logs.targetStart() : logs.sourceStart();
    long end = back ? logs.targetEnd() : logs.sourceEnd();
    if (spot instanceof Question.Spot.At at) {
      return new Found(at.offset(), "");
    }
    if (spot instanceof Question.Spot.Since since) {
      return since(question.partition(), since.time(), end);
    }
    return new Found(spot == Question.Spot.End.EARLIEST ? start : end, "");
  }

  private Found since(TopicPartition partition, Instant time, long end) {
    ListOffsetsResultInfo info =
        here.await(
            "looking for the first record of " + partition + " since " + time,
            here.admin()
                .listOffsets(Map.of(partition, OffsetSpec.forTimestamp(time.toEpochMilli())))
                .partitionResult(partition));
    return info.offset() < 0
        ? new Found(end, "no record has that timestamp or a later one")
        : new Found(
            info.offset(), "the record's timestamp is " + Instant.ofEpochMilli(info.timestamp()));
  }

  private Whereabouts answer(Question question, Found found, PairedLogs logs, List<Gap> ledger) {
    long offset = found.offset();
    Image image = back ? logs.toSource(offset) : logs.toTarget(offset);
    LogPeek.Peeked held =
        peekHere.at(
            back ? logs.target() : logs.source(),
            offset,
            back ? logs.targetStart() : logs.sourceStart(),
            back ? logs.targetEnd() : logs.sourceEnd());
    Optional<Long> counterpart = counterpart(logs, offset);
    LogPeek.Peeked other =
        counterpart
            .map(
                at ->
                    peekThere.at(
                        back ? logs.source() : logs.target(),
                        at,
                        back ? logs.sourceStart() : logs.targetStart(),
                        back ? logs.sourceEnd() : logs.targetEnd()))
            .orElseGet(() -> new LogPeek.Peeked(Held.NO_DATA, Optional.empty()));
    Optional<Gap> gap = back ? Optional.empty() : gap(ledger, offset);
    boolean there = held.held() == Held.RECORD && other.held() == Held.RECORD;
    String notes =
        new Notes(back, logs, held, other, counterpart.isPresent(), gap, image)
            .text(found.note(), offset, there && !isSame(held, other));
    return new Whereabouts(
        question,
        offset,
        Notes.holds(held.held()),
        back ? logs.source() : logs.target(),
        image,
        !logs.isEqual(),
        there,
        notes,
        gap);
  }

  /** Where the very record is on the other side, if it is. */
  private Optional<Long> counterpart(PairedLogs logs, long offset) {
    if (!back) {
      return logs.recordToTarget(offset) instanceof Translation.Exact exact
          ? Optional.of(exact.offset())
          : Optional.empty();
    }
    // The source holds it still if its place there leads back here.
    return offset < logs.targetEnd()
            && logs.recordToSource(offset) instanceof Translation.Exact exact
            && logs.recordToTarget(exact.offset()) instanceof Translation.Exact again
            && again.offset() == offset
        ? Optional.of(exact.offset())
        : Optional.empty();
  }

  private static Optional<Gap> gap(List<Gap> ledger, long offset) {
    return ledger.stream().filter(gap -> gap.from() <= offset && offset < gap.to()).findFirst();
  }

  private static boolean isSame(LogPeek.Peeked one, LogPeek.Peeked other) {
    ConsumerRecord<byte[], byte[]> left = one.found().orElseThrow();
    ConsumerRecord<byte[], byte[]> right = other.found().orElseThrow();
    return left.timestamp() == right.timestamp()
        && Arrays.equals(left.key(), right.key())
        && Arrays.equals(left.value(), right.value());
  }

  @Override
  public void close() {
    translations.close();
    peekHere.close();
    peekThere.close();
  }
}
