package io.strait.replicator.engine;

import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.cluster.ClusterException;
import io.strait.replicator.topology.LinkName;
import io.strait.replicator.wire.PlainHeader;
import io.strait.replicator.wire.PlainRecord;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;

/**
 * A link's dead letters, kept on its target in {@code strait.dlq.<link>}: what is open, and how it
 * is settled.
 *
 * <p>To settle a letter is one transaction: the replayed record and the mark that says so are on
 * the target together or not at all, and whoever settles fences everybody who began before. So a
 * repeat does nothing, whatever became of the first try. Needs WRITE on the transactional id {@code
 * strait.dlq.<link>}. Not guaranteed: that a replayed record has its old place; it is appended, and
 * to a mirror topic that a link still writes it is a foreign write, which ends equal offsets there.
 * One thread.
 */
public final class LetterDesk {
  private static final int LARGEST_REQUEST = 100 << 20;
  private static final String REPLAYED = "replayed";
  private static final String DISCARDED = "discarded";

  private final Cluster target;
  private final LinkName link;

  /** Connects to nothing yet. */
  public LetterDesk(Cluster target, LinkName link) {
    this.target = target;
    this.link = link;
  }

  /** Name of the topic that holds a link's dead letters. */
  public static String topic(LinkName link) {
    return InternalTopic.DEAD_LETTERS.of(link);
  }

  /**
   * What nobody has settled, oldest first, each letter once; reads the whole topic.
   *
   * @throws ClusterException if it cannot be read
   */
  public List<StoredLetter> open() {
    Map<String, StoredLetter> letters = new LinkedHashMap<>();
    read(
        entry -> {
          String id = LetterFormat.text(entry.headers(), LetterFormat.ID).orElse("");
          if (LetterFormat.text(entry.headers(), LetterFormat.MARK).isPresent()) {
            letters.remove(id);
          } else {
            letters.putIfAbsent(id, letter(id, entry));
          }
        });
    return List.copyOf(letters.values());
  }

  /**
   * The source's key, value, headers and timestamp.
   *
   * @throws NoSuchElementException if there is no such open letter
   */
  public PlainRecord content(String id) {
    List<PlainRecord> found = new ArrayList<>();
    read(
        entry -> {
          if (LetterFormat.text(entry.headers(), LetterFormat.ID).filter(id::equals).isPresent()) {
            boolean mark = LetterFormat.text(entry.headers(), LetterFormat.MARK).isPresent();
            if (mark) {
              found.clear();
            } else if (found.isEmpty()) {
              found.add(content(entry));
            }
          }
        });
    if (found.isEmpty()) {
      throw new NoSuchElementException("link '" + link + "' has no open dead letter '" + id + "'");
    }
    return found.get(0);
  }

  /**
   * Appends the record to a topic of the target and marks the letter.
   *
   * @param topic empty for the mirror topic, to the partition where it belongs; in another topic
   *     the key decides
   * @return false if the letter was settled before: nothing was done
   * @throws IllegalArgumentException if it is a batch that cannot be read
   * @throws NoSuchElementException if there never was such a letter
   * @throws ClusterException if it could not be appended; or nobody knows: say it again
   */
  public boolean replay(String id, Optional<String> topic) {
    return settle(
        id,
        REPLAYED,
        letter -> {
          if (letter.batch()) {
            throw new IllegalArgumentException(
                "dead letter '" + id + "' holds a batch that cannot be read: " + letter.reason());
          }
          return Optional.of(replayed(id, letter, topic));
        });
  }

  /**
   * Marks a letter as not wanted any more; it stays in the topic, but nowhere shows.
   *
   * @return false if the letter was settled before
   */
  public boolean discard(String id) {
    return settle(id, DISCARDED, letter -> Optional.empty());
  }

  private interface Sending {
    Optional<ProducerRecord<byte[], byte[]>> of(StoredLetter letter);
  }

  private boolean settle(String id, String how, Sending sending) {
    try (Producer<byte[], byte[]> producer = producer()) {
      // What somebody else began is ended by this; only then is it certain what is settled.
      producer.initTransactions();
      Optional<StoredLetter> open =
          open().stream().filter(letter -> letter.id().equals(id)).findFirst();
      if (open.isEmpty()) {
        requireKnown(id);
        return false;
      }
      Optional<ProducerRecord<byte[], byte[]>> sent = sending.of(open.get());
      producer.beginTransaction();
      sent.ifPresent(producer::send);
      producer.send(mark(id, how));
      producer.commitTransaction();
      return true;
    } catch (KafkaException e) {
      throw new ClusterException(target.alias(), "settling dead letter '" + id + "'", e);
    }
  }

  private void requireKnown(String id) {
    boolean[] known = new boolean[1];
    read(
        entry ->
            known[0] |=
                LetterFormat.text(entry.headers(), LetterFormat.ID).filter(id::equals).isPresent());
    if (!known[0]) {
      throw new NoSuchElementException("link '" + link + "' has no dead letter '" + id + "'");
    }
  }

  private ProducerRecord<byte[], byte[]> replayed(
      String id, StoredLetter letter, Optional<String> topic) {
    PlainRecord content = content(id);
    ProducerRecord<byte[], byte[]> sent =
        new ProducerRecord<>(
            topic.orElse(letter.target().topic()),
            topic.isPresent() ? null : letter.target().partition(),
            content.timestamp() < 0 ? null : content.timestamp(),
            content.key().orElse(null),
            content.value().orElse(null));
    content
        .headers()
        .forEach(header -> sent.headers().add(header.name(), header.value().orElse(null)));
    sent.headers().add(LetterFormat.ID, id.getBytes(StandardCharsets.UTF_8));
    return sent;
  }

  private ProducerRecord<byte[], byte[]> mark(String id, String how) {
    byte[] name = id.getBytes(StandardCharsets.UTF_8);
    ProducerRecord<byte[], byte[]> mark = new ProducerRecord<>(topic(link), 0, name, null);
    mark.headers().add(LetterFormat.ID, name);
    mark.headers().add(LetterFormat.MARK, how.getBytes(StandardCharsets.UTF_8));
    return mark;
  }

  private Producer<byte[], byte[]> producer() {
    return target.producer(
        Map.of(
            ProducerConfig.TRANSACTIONAL_ID_CONFIG,
            topic(link),
            ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
            LARGEST_REQUEST,
            ProducerConfig.BUFFER_MEMORY_CONFIG,
            2L * LARGEST_REQUEST));
  }

  private void read(Consumer<ConsumerRecord<byte[], byte[]>> each) {
    WholeTopic.read(target, InternalTopic.DEAD_LETTERS.partitionOf(link), each);
  }

  private static StoredLetter letter(String id, ConsumerRecord<byte[], byte[]> entry) {
    return new StoredLetter(
        id,
        Instant.ofEpochMilli(entry.timestamp()),
        place(entry, LetterFormat.SOURCE_TOPIC, LetterFormat.SOURCE_PARTITION),
        number(entry, LetterFormat.FIRST_OFFSET),
        number(entry, LetterFormat.LAST_OFFSET),
        place(entry, LetterFormat.TARGET_TOPIC, LetterFormat.TARGET_PARTITION),
        number(entry, LetterFormat.TIMESTAMP),
        text(entry, LetterFormat.ENCODING).equals(LetterFormat.BATCH),
        text(entry, LetterFormat.REASON),
        (long) size(entry.key()) + size(entry.value()));
  }

  private static PlainRecord content(ConsumerRecord<byte[], byte[]> entry) {
    List<PlainHeader> headers = new ArrayList<>();
    for (Header header : entry.headers()) {
      if (!header.key().startsWith(LetterFormat.PREFIX)) {
        headers.add(new PlainHeader(header.key(), Optional.ofNullable(header.value())));
      }
    }
    return new PlainRecord(
        number(entry, LetterFormat.TIMESTAMP),
        Optional.ofNullable(entry.key()),
        Optional.ofNullable(entry.value()),
        headers);
  }

  private static TopicPartition place(
      ConsumerRecord<byte[], byte[]> entry, String topic, String partition) {
    return new TopicPartition(text(entry, topic), (int) number(entry, partition));
  }

  private static long number(ConsumerRecord<byte[], byte[]> entry, String name) {
    try {
      return Long.parseLong(text(entry, name));
    } catch (NumberFormatException e) {
      throw new IllegalStateException(
          entry.topic()
              + " holds at offset "
              + entry.offset()
              + " no dead letter of this release: header "
              + name
              + " is '"
              + text(entry, name)
              + "'",
          e);
    }
  }

  private static String text(ConsumerRecord<byte[], byte[]> entry, String name) {
    return LetterFormat.text(entry.headers(), name).orElse("");
  }

  private static int size(byte[] part) {
    return part == null ? 0 : part.length;
  }
}
