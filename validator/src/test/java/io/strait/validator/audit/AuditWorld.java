package io.strait.validator.audit;

import io.strait.replicator.topology.OffsetRange;
import io.strait.replicator.topology.TopicMapping;
import io.strait.validator.check.FindingCode;
import io.strait.validator.contract.Contract;
import io.strait.validator.digest.LogRecord;
import io.strait.validator.log.LogBounds;
import io.strait.validator.log.LogView;
import io.strait.validator.log.RangeGone;
import io.strait.validator.log.Subject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;

/**
 * FAKE clusters, a FAKE store and a FAKE judge in memory, with which crashes can be put at every
 * boundary. Equal offsets are claimed.
 */
final class AuditWorld {
  static final TopicMapping TOPIC = TopicMapping.same("t");

  final Map<TopicPartition, Log> sources = new HashMap<>();
  final Map<TopicPartition, Log> targets = new HashMap<>();
  final Store store = new Store();
  long now = 1_700_000_000_000L;
  Contract claim = Contract.PLAIN;
  String topicId = "id";
  boolean onTarget = true;

  AuditWorld(int partitions) {
    for (int i = 0; i < partitions; i++) {
      sources.put(new TopicPartition("t", i), new Log());
      targets.put(new TopicPartition("t", i), new Log());
    }
  }

  /** A process that audits; the world may have several, of which the last one owns. */
  LinkAudit process(AuditOptions options) {
    return new LinkAudit(
        new LinkAudit.Parts(
            store.session(),
            logs(sources),
            logs(targets),
            claims(),
            this::judge,
            () ->
                sources.keySet().stream()
                    .sorted((a, b) -> a.partition() - b.partition())
                    .map(
                        one ->
                            new AuditedPartition(
                                new Subject(TOPIC, one.partition(), true, onTarget), topicId))
                    .toList(),
            bytes -> {},
            () -> false,
            7,
            clock()),
        options);
  }

  /** A log with holes: offsets without a record. */
  static final class Log {
    final TreeMap<Long, LogRecord> records = new TreeMap<>();
    long start;
    long end;
    long stableEnd;

    void append(LogRecord record) {
      records.put(end, at(end, record));
      end++;
      stableEnd = end;
    }

    void skip() {
      end++;
      stableEnd = end;
    }

    void deleteTo(long offset) {
      start = Math.max(start, Math.min(offset, stableEnd));
      records.headMap(start).clear();
    }
  }

  static LogRecord record(long time, String value) {
    return new LogRecord(0, time, null, value.getBytes(StandardCharsets.UTF_8), List.of());
  }

  static LogRecord at(long offset, LogRecord one) {
    return new LogRecord(offset, one.timestamp(), one.key(), one.value(), one.headers());
  }

  private Clock clock() {
    return new Clock() {
      @Override
      public Instant instant() {
        return Instant.ofEpochMilli(now);
      }

      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        return this;
      }
    };
  }

  private static AuditLogs logs(Map<TopicPartition, Log> logs) {
    return new AuditLogs() {
      @Override
      public Map<TopicPartition, LogBounds> bounds(Collection<TopicPartition> partitions) {
        Map<TopicPartition, LogBounds> bounds = new HashMap<>();
        partitions.forEach(
            one -> {
              Log log = logs.get(one);
              bounds.put(one, new LogBounds(log.start, log.stableEnd, log.end));
            });
        return bounds;
      }

      @Override
      public LogView log(TopicPartition partition) {
        return view(partition, logs.get(partition));
      }

      @Override
      public void close() {}
    };
  }

  private static LogView view(TopicPartition partition, Log log) {
    return new LogView() {
      @Override
      public LogBounds bounds() {
        return new LogBounds(log.start, log.stableEnd, log.end);
      }

      @Override
      public Iterator<LogRecord> read(OffsetRange range) {
        if (range.from() < log.start && !range.isEmpty()) {
          throw new RangeGone(partition, range.from());
        }
        return log.records.subMap(range.from(), range.to()).values().iterator();
      }
    };
  }

  private AuditClaims claims() {
    return new AuditClaims() {
      @Override
      public void refresh(Collection<Subject> subjects) {}

      @Override
      public Optional<Contract> contract(Subject subject) {
        return Optional.of(claim);
      }

      @Override
      public String problem(Subject subject) {
        return "";
      }

      @Override
      public void close() {}
    };
  }

  private Judgement judge(Subject subject, SealedRange suspect) {
    Log source = sources.get(subject.sourcePartition());
    Log target = targets.get(subject.targetPartition());
    for (long at = suspect.range().from(); at < suspect.range().to(); at++) {
      if (!same(source.records.get(at), target.records.get(at))) {
        AuditFinding found =
            new AuditFinding(
                FindingCode.CORRUPT,
                TOPIC,
                subject.partition(),
                at,
                OptionalLong.of(at),
                OptionalLong.of(at),
                suspect.range(),
                1,
                "differs",
                now);
        return new Judgement(SealedRange.State.DIVERGENT, List.of(found), "CORRUPT");
      }
    }
    return new Judgement(SealedRange.State.SUSPECT, List.of(), "nothing differs");
  }

  private static boolean same(LogRecord one, LogRecord other) {
    return one == null || other == null
        ? one == other
        : one.timestamp() == other.timestamp() && Arrays.equals(one.value(), other.value());
  }

  /** The process dies, or does not learn what became of its write. */
  static final class Crash extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** What is stored, in order; each session fences those before it. */
  static final class Store {
    final Map<String, String> entries = new LinkedHashMap<>();
    private int epoch;
    private Optional<Boolean> crash = Optional.empty();

    /** The next write ends with a crash: stored before it, or not. */
    void crash(boolean stored) {
      crash = Optional.of(stored);
    }

    AuditState read() {
      AuditState state = new AuditState();
      read(state);
      return state;
    }

    private void read(AuditState state) {
      entries.values().forEach(text -> state.take(AuditJson.entry(text)));
    }

    AuditStore session() {
      return new AuditStore() {
        private int mine = -1;

        @Override
        public void open(AuditState state) {
          mine = ++epoch;
          read(state);
        }

        @Override
        public void commit(Map<String, Optional<AuditEntry>> changes) {
          if (mine != epoch) {
            throw new Crash();
          }
          boolean stores = crash.orElse(true);
          boolean dies = crash.isPresent();
          crash = Optional.empty();
          if (stores) {
            changes.forEach(
                (name, entry) -> {
                  entries.remove(name);
                  entry.ifPresent(one -> entries.put(name, AuditJson.text(one)));
                });
          }
          if (dies) {
            throw new Crash();
          }
        }

        @Override
        public void close() {
          mine = -1;
        }
      };
    }
  }
}
