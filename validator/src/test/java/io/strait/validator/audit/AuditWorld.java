package io.strait.validator.audit;

import io.strait.replicator.topology.OffsetRange;
import io.strait.replicator.topology.TopicMapping;
import io.strait.validator.check.FindingCode;
import io.strait.validator.contract.Contract;
import io.strait.validator.digest.LogRecord;
import io.strait.validator.judge.ScanOptions;
import io.strait.validator.keyed.Cleaners;
import io.strait.validator.log.LedRecord;
import io.strait.validator.log.LogBounds;
import io.strait.validator.log.LogView;
import io.strait.validator.log.RangeGone;
import io.strait.validator.log.Subject;
import io.strait.validator.records.CaseJudge;
import io.strait.validator.relation.ContentStarts;
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
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;

/**
 * FAKE clusters, a FAKE store and a FAKE judge in memory, with which crashes can be put at every
 * boundary. Equal offsets are claimed; where only the order is, the real judge is asked.
 */
final class AuditWorld {
  static final TopicMapping TOPIC = TopicMapping.same("t");

  final Map<TopicPartition, Log> sources = new HashMap<>();
  final Map<TopicPartition, Log> targets = new HashMap<>();
  final Store store = new Store();
  long now = 1_700_000_000_000L;
  Contract claim = Contract.PLAIN;
  String topicId = "id";
  String targetId = "target id";
  boolean onTarget = true;
  List<String> unknown = List.of();
  Set<Integer> uncovered = Set.of();
  int boundsAsked;
  int refreshed;
  int read;
  int commits;

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
            new ContentStarts(),
            anew ->
                new AuditScope(
                    sources.keySet().stream()
                        .sorted((a, b) -> a.partition() - b.partition())
                        .map(
                            one ->
                                new AuditedPartition(
                                    new Subject(TOPIC, one.partition(), true, onTarget),
                                    topicId,
                                    onTarget ? targetId : ""))
                        .toList(),
                    unknown),
            bytes -> {},
            () -> false,
            7,
            clock()),
        options);
  }

  /** A log with holes: offsets without a record. */
  static final class Log {
    final TreeMap<Long, LogRecord> records = new TreeMap<>();
    final TreeMap<Long, Integer> epochs = new TreeMap<>();
    int epoch = 3;
    long start;
    long end;
    long stableEnd;

    void append(LogRecord record) {
      records.put(end, at(end, record));
      epochs.put(end, epoch);
      end++;
      stableEnd = end;
    }

    void skip() {
      end++;
      stableEnd = end;
    }

    /** A new leader, which has only what stands before the offset. */
    void cut(long offset) {
      epoch++;
      records.tailMap(offset).clear();
      epochs.tailMap(offset).clear();
      end = Math.min(end, offset);
      stableEnd = Math.min(stableEnd, offset);
      start = Math.min(start, end);
    }

    /** What a cleaner takes. */
    void clean(long offset) {
      records.remove(offset);
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

  private AuditLogs logs(Map<TopicPartition, Log> logs) {
    return new AuditLogs() {
      @Override
      public Map<TopicPartition, SeenLog> bounds(Collection<TopicPartition> partitions) {
        boundsAsked++;
        Map<TopicPartition, SeenLog> bounds = new HashMap<>();
        partitions.forEach(
            one -> {
              Log log = logs.get(one);
              bounds.put(
                  one, new SeenLog(new LogBounds(log.start, log.stableEnd, log.end), log.epoch));
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

  private LogView view(TopicPartition partition, Log log) {
    return new LogView() {
      @Override
      public LogBounds bounds() {
        return new LogBounds(log.start, log.stableEnd, log.end);
      }

      @Override
      public Optional<LedRecord> first(OffsetRange range) {
        Iterator<LogRecord> records = read(range);
        return records.hasNext() ? Optional.of(led(records.next())) : Optional.empty();
      }

      private LedRecord led(LogRecord one) {
        return new LedRecord(log.epochs.get(one.offset()), one);
      }

      @Override
      public Iterator<LogRecord> read(OffsetRange range) {
        read++;
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
      public void refresh(Collection<Subject> subjects, boolean closely) {
        refreshed++;
      }

      @Override
      public Optional<Contract> contract(Subject subject) {
        return uncovered.contains(subject.partition()) ? Optional.empty() : Optional.of(claim);
      }

      @Override
      public String problem(Subject subject) {
        return "spread anew by key";
      }

      @Override
      public void close() {}
    };
  }

  private Judgement judge(Subject subject, SealedRange suspect) {
    Log source = sources.get(subject.sourcePartition());
    Log target = targets.get(subject.targetPartition());
    if (claim.offsets().images().isEmpty()) {
      return new OrderedJudge(
              new CaseJudge(clock(), topic -> new Cleaners(false, false)),
              ScanOptions.defaults(),
              clock())
          .judge(
              subject,
              suspect,
              claim,
              view(subject.sourcePartition(), source),
              view(subject.targetPartition(), target));
    }
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
  final class Store {
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
          commits++;
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
