package io.strait.validator.records;

import io.strait.replicator.topology.TopicMapping;
import io.strait.validator.check.PartitionReport;
import io.strait.validator.contract.Contract;
import io.strait.validator.contract.Expectation;
import io.strait.validator.contract.OffsetClaim;
import io.strait.validator.digest.HeaderField;
import io.strait.validator.digest.LogRecord;
import io.strait.validator.judge.Case;
import io.strait.validator.judge.ScanOptions;
import io.strait.validator.keyed.Cleaners;
import io.strait.validator.log.LogView;
import io.strait.validator.log.Subject;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Judges copies in memory under a declaration, the way a scan does. */
final class Declarations {
  private Declarations() {}

  static PartitionReport judge(LogView source, LogView target, Contract contract) {
    Case one =
        new Case(
            new Subject(TopicMapping.same("t"), 0, true, true),
            source,
            target,
            contract.at(0),
            ScanOptions.defaults().withSeed(3),
            Optional.empty());
    return new Judging(Clock.systemUTC(), topic -> new Cleaners(false, false), List.of())
        .judge(one);
  }

  /** Under equal offsets. */
  static PartitionReport judge(LogView source, LogView target, Expectation expectation) {
    return judge(source, target, Contract.PLAIN.with(expectation));
  }

  /** Where only order is claimed. */
  static PartitionReport inOrder(LogView source, LogView target) {
    return judge(source, target, Contract.PLAIN.with(OffsetClaim.IN_ORDER));
  }

  /** A copy with dense offsets from a start on. */
  static MemoryLog dense(long start, List<LogRecord> records) {
    return MemoryLog.of(start, 0).rewrite(records);
  }

  /** With one more header at the end. */
  static LogRecord with(LogRecord record, String name, String value) {
    List<HeaderField> headers = new ArrayList<>(record.headers());
    headers.add(new HeaderField(name, MemoryLog.bytes(value)));
    return record.with(headers);
  }

  /** With a value as a registry's serializer writes it. */
  static LogRecord carrying(LogRecord record, int id) {
    byte[] payload = MemoryLog.bytes("payload " + record.offset());
    byte[] value =
        ByteBuffer.allocate(5 + payload.length).put((byte) 0).putInt(id).put(payload).array();
    return record.with(record.key(), value);
  }

  static LogRecord flipped(LogRecord record, int at) {
    byte[] value = record.value().clone();
    value[at] ^= 4;
    return record.with(record.key(), value);
  }
}
