package io.strait.replicator.engine;

import io.strait.replicator.topology.LinkName;
import io.strait.replicator.wire.PlainHeader;
import io.strait.replicator.wire.PlainRecord;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * How a dead letter is written: key, value and headers as the source has them, and behind them
 * headers that say where it comes from. The letter's own timestamp is the time at which it was put
 * aside, because the source's may be the very reason; that one is a header, too.
 */
final class LetterFormat {
  /** Begins the names of all headers that are not the source's. */
  static final String PREFIX = "strait.dlq.";

  static final String ID = PREFIX + "id";
  static final String MARK = PREFIX + "mark";
  static final String LINK = PREFIX + "link";
  static final String SOURCE_TOPIC = PREFIX + "source.topic";
  static final String SOURCE_PARTITION = PREFIX + "source.partition";
  static final String FIRST_OFFSET = PREFIX + "source.offset";
  static final String LAST_OFFSET = PREFIX + "source.offset.last";
  static final String TARGET_TOPIC = PREFIX + "target.topic";
  static final String TARGET_PARTITION = PREFIX + "target.partition";
  static final String TIMESTAMP = PREFIX + "timestamp";
  static final String REASON = PREFIX + "reason";
  static final String ENCODING = PREFIX + "encoding";

  static final String RECORD = "record";
  static final String BATCH = "batch";

  private LetterFormat() {}

  /**
   * Where a letter comes from.
   *
   * @param first source offset of its first record
   * @param end source offset behind its last record
   */
  record Origin(LinkName link, CopyPair pair, long first, long end) {
    /** The same for the same record, however often it is put aside. */
    String id() {
      return String.join(
          "/",
          pair.source().topic(),
          Integer.toString(pair.source().partition()),
          Long.toString(first),
          pair.sourceTopicId().toString());
    }
  }

  static PlainRecord write(DeadLetter letter, Origin origin, Instant at) {
    List<PlainHeader> headers = new ArrayList<>(letter.content().headers());
    provenance(letter, origin)
        .forEach(
            (name, value) ->
                headers.add(
                    new PlainHeader(name, Optional.of(value.getBytes(StandardCharsets.UTF_8)))));
    return new PlainRecord(
        at.toEpochMilli(), letter.content().key(), letter.content().value(), headers);
  }

  private static Map<String, String> provenance(DeadLetter letter, Origin origin) {
    Map<String, String> all = new TreeMap<>();
    CopyPair pair = origin.pair();
    all.put(ID, origin.id());
    all.put(LINK, origin.link().value());
    all.put(SOURCE_TOPIC, pair.source().topic());
    all.put(SOURCE_PARTITION, Integer.toString(pair.source().partition()));
    all.put(FIRST_OFFSET, Long.toString(origin.first()));
    all.put(LAST_OFFSET, Long.toString(origin.end() - 1));
    all.put(TARGET_TOPIC, pair.target().topic());
    all.put(TARGET_PARTITION, Integer.toString(pair.target().partition()));
    all.put(TIMESTAMP, Long.toString(letter.content().timestamp()));
    all.put(REASON, letter.reason());
    all.put(ENCODING, letter.batch() ? BATCH : RECORD);
    return all;
  }

  /** The value of the last header of that name, or empty. */
  static Optional<String> text(Headers headers, String name) {
    Header last = headers.lastHeader(name);
    return last == null || last.value() == null
        ? Optional.empty()
        : Optional.of(new String(last.value(), StandardCharsets.UTF_8));
  }
}
