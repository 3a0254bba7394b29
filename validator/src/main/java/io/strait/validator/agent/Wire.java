package io.strait.validator.agent;

import io.strait.replicator.topology.OffsetRange;
import io.strait.validator.digest.Digest;
import io.strait.validator.digest.Fingerprint;
import io.strait.validator.digest.HeaderField;
import io.strait.validator.digest.LogRecord;
import io.strait.validator.relation.TornNames.Sized;
import io.strait.validator.relation.Transaction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The compact bodies of answers. Numbers are variable-length (7 bits a byte, lowest first), offsets
 * and times of a page are differences to the record before, zigzag-coded; hashes are 8 bytes, and
 * one that equals that of the record before is left out.
 */
final class Wire {
  private static final int SAME_KEY = 1;
  private static final int SAME_HEADERS = 2;

  private Wire() {}

  static byte[] digests(List<Digest> digests) {
    WireOut out = new WireOut();
    out.number(digests.size());
    for (Digest digest : digests) {
      out.number(digest.count());
      out.eight(digest.sum());
      out.eight(digest.content());
      out.eight(digest.headers());
      out.eight(digest.timestamps());
      out.eight(digest.offsets());
    }
    return out.bytes();
  }

  static List<Digest> digests(byte[] body) {
    WireIn in = new WireIn(body);
    int count = in.count(Descent.MOST_NODES);
    List<Digest> digests = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      digests.add(
          new Digest(in.number(), in.eight(), in.eight(), in.eight(), in.eight(), in.eight()));
    }
    in.done();
    return digests;
  }

  static byte[] numbers(List<Long> numbers) {
    WireOut out = new WireOut();
    out.number(numbers.size());
    numbers.forEach(out::signed);
    return out.bytes();
  }

  static List<Long> numbers(byte[] body) {
    WireIn in = new WireIn(body);
    int count = in.count(Descent.MOST_NODES);
    List<Long> numbers = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      numbers.add(in.signed());
    }
    in.done();
    return numbers;
  }

  static byte[] page(FingerprintPage page) {
    WireOut out = new WireOut();
    out.number(page.next());
    out.number(page.records().size());
    Fingerprint before = new Fingerprint(0, 0, 0, 0, 0, 0, 0, 0);
    for (Fingerprint record : page.records()) {
      boolean sameKey = record.key() == before.key() && record.keySize() == before.keySize();
      boolean sameHeaders =
          record.headers() == before.headers() && record.headerCount() == before.headerCount();
      out.number((sameKey ? SAME_KEY : 0) | (sameHeaders ? SAME_HEADERS : 0));
      out.signed(record.offset() - before.offset());
      out.signed(record.timestamp() - before.timestamp());
      if (!sameKey) {
        out.eight(record.key());
        out.signed(record.keySize());
      }
      out.eight(record.value());
      out.signed(record.valueSize());
      if (!sameHeaders) {
        out.eight(record.headers());
        out.number(record.headerCount());
      }
      before = record;
    }
    return out.bytes();
  }

  static FingerprintPage page(byte[] body) {
    WireIn in = new WireIn(body);
    long next = in.number();
    int count = in.count(Math.max(FingerprintPage.MOST, 2 * LogSide.MOST_HASHES));
    List<Fingerprint> records = new ArrayList<>(count);
    Fingerprint before = new Fingerprint(0, 0, 0, 0, 0, 0, 0, 0);
    for (int i = 0; i < count; i++) {
      before = record(in, before);
      records.add(before);
    }
    in.done();
    return new FingerprintPage(records, next);
  }

  private static Fingerprint record(WireIn in, Fingerprint before) {
    long same = in.number();
    long offset = before.offset() + in.signed();
    long timestamp = before.timestamp() + in.signed();
    boolean sameKey = (same & SAME_KEY) != 0;
    long key = sameKey ? before.key() : in.eight();
    int keySize = sameKey ? before.keySize() : (int) in.signed();
    long value = in.eight();
    int valueSize = (int) in.signed();
    boolean sameHeaders = (same & SAME_HEADERS) != 0;
    long headers = sameHeaders ? before.headers() : in.eight();
    int headerCount = sameHeaders ? before.headerCount() : (int) in.number();
    return new Fingerprint(offset, timestamp, key, value, headers, keySize, valueSize, headerCount);
  }

  static byte[] transaction(Optional<Sized> found) {
    WireOut out = new WireOut();
    out.number(found.isPresent() ? 1 : 0);
    found.ifPresent(
        sized -> {
          out.signed(sized.transaction().producerId());
          out.signed(sized.transaction().producerEpoch());
          out.number(sized.records());
          out.number(sized.transaction().places().size());
          long before = 0;
          for (OffsetRange place : sized.transaction().places()) {
            out.number(place.from() - before);
            out.number(place.size());
            before = place.to();
          }
        });
    return out.bytes();
  }

  static Optional<Sized> transaction(byte[] body) {
    WireIn in = new WireIn(body);
    if (in.count(1) == 0) {
      in.done();
      return Optional.empty();
    }
    long producerId = in.signed();
    short epoch = (short) in.signed();
    long records = in.number();
    int count = in.count(LocalTransactions.MOST_PLACES);
    List<OffsetRange> places = new ArrayList<>(count);
    long before = 0;
    for (int i = 0; i < count; i++) {
      long from = before + in.number();
      before = from + in.number();
      if (from < 0 || before <= from) {
        throw new AgentFailure("an answer holds a place from " + from + " to " + before);
      }
      places.add(new OffsetRange(from, before));
    }
    in.done();
    if (places.isEmpty()) {
      throw new AgentFailure("an answer holds a transaction without a place");
    }
    return Optional.of(new Sized(new Transaction(producerId, epoch, places), records));
  }

  static byte[] record(Optional<LogRecord> found) {
    WireOut out = new WireOut();
    out.number(found.isPresent() ? 1 : 0);
    found.ifPresent(
        record -> {
          out.number(record.offset());
          out.signed(record.timestamp());
          out.field(record.key());
          out.field(record.value());
          out.number(record.headers().size());
          for (HeaderField header : record.headers()) {
            out.field(header.name().getBytes(StandardCharsets.UTF_8));
            out.field(header.value());
          }
        });
    return out.bytes();
  }

  static Optional<LogRecord> record(byte[] body) {
    WireIn in = new WireIn(body);
    if (in.count(1) == 0) {
      in.done();
      return Optional.empty();
    }
    long offset = in.number();
    long timestamp = in.signed();
    byte[] key = in.field();
    byte[] value = in.field();
    int count = in.count(body.length);
    List<HeaderField> headers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte[] name = in.field();
      if (name == null) {
        throw new AgentFailure("an answer holds a header without a name");
      }
      headers.add(new HeaderField(new String(name, StandardCharsets.UTF_8), in.field()));
    }
    in.done();
    return Optional.of(new LogRecord(offset, timestamp, key, value, headers));
  }
}
