package io.strait.validator.records;

import static org.assertj.core.api.Assertions.assertThat;

import io.strait.validator.check.FindingCode;
import io.strait.validator.check.MappedOffsets;
import io.strait.validator.check.MappedOffsets.Piece;
import io.strait.validator.check.PartitionReport;
import io.strait.validator.contract.Contract;
import io.strait.validator.contract.Expectation;
import io.strait.validator.contract.OffsetClaim;
import io.strait.validator.digest.HeaderField;
import io.strait.validator.digest.LogRecord;
import io.strait.validator.relation.AddedHeaders;
import io.strait.validator.relation.Chain;
import io.strait.validator.relation.FilterRule;
import io.strait.validator.relation.Filtered;
import io.strait.validator.relation.IdMap;
import io.strait.validator.relation.RewrittenIds;
import io.strait.validator.relation.TimesIgnored;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random records, a random set of declarations, a copy that keeps to them, and one fault in it. The
 * copy is made here by hand, not by the declarations.
 */
class RelationSim {
  private static final int SEEDS = 400;
  private static final Map<Integer, Integer> IDS = Map.of(1, 11, 2, 1, 3, 7);
  private static final String DROPPED = "x-";

  static List<Long> seeds() {
    List<Long> seeds = new ArrayList<>();
    for (long seed = 0; seed < SEEDS; seed++) {
      seeds.add(seed);
    }
    return seeds;
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void shouldPassWithoutAFaultAndFindItWithOne(long seed) {
    World world = new World(new Random(seed));

    PartitionReport faithful = Declarations.judge(world.source, world.target, world.contract());

    assertThat(faithful.counts().byCode()).as("seed %s: %s", seed, world).isEmpty();
    assertThat(faithful.proven()).isEqualTo(faithful.judged());

    world.plant();
    PartitionReport faulty = Declarations.judge(world.source, world.target, world.contract());

    assertThat(faulty.counts().byCode())
        .as("seed %s: %s", seed, world)
        .containsEntry(world.code, 1L);
    assertThat(faulty.counts().byCode().keySet())
        .as("seed %s: %s", seed, world)
        .isSubsetOf(world.code, FindingCode.SHIFTED);
    assertThat(faulty.firstDivergence().orElseThrow())
        .as("seed %s: %s", seed, world)
        .isBetween(world.at, world.latest());
  }

  private enum Offsets {
    EQUAL,
    MAPPED,
    ORDER
  }

  private enum Fault {
    DROP,
    REPEAT,
    FLIP,
    WRONG_ID,
    OTHER_HEADER,
    WRONG_PROVENANCE,
    LATE,
    STRANGER,
    NOT_FILTERED
  }

  private static final class World {
    final Random random;
    final boolean filters;
    final boolean headers;
    final boolean provenance;
    final boolean ids;
    final boolean times;
    final Offsets offsets;
    final MemoryLog source;
    final MemoryLog target;
    final List<LogRecord> wanted = new ArrayList<>();
    final List<LogRecord> dropped = new ArrayList<>();
    Fault fault = Fault.DROP;
    FindingCode code = FindingCode.MISSING;
    long at;

    World(Random random) {
      this.random = random;
      this.filters = random.nextBoolean();
      this.headers = random.nextBoolean();
      this.provenance = random.nextBoolean();
      this.ids = random.nextBoolean();
      this.times = random.nextInt(4) == 0;
      this.offsets = Offsets.values()[random.nextInt(3)];
      this.source = MemoryLog.of(0, 0);
      int records = 40 + random.nextInt(300);
      for (int i = 0; i < records; i++) {
        source.append(record(i));
        if (random.nextInt(10) == 0) {
          source.appendMarker();
        }
      }
      this.target = MemoryLog.of(0, 0);
      for (LogRecord record : source.content()) {
        boolean out = filters && new String(record.key()).startsWith(DROPPED);
        (out ? dropped : wanted).add(record);
        if (!out) {
          copy(record);
        }
      }
      while (offsets == Offsets.EQUAL && target.bounds().end() < source.bounds().end()) {
        target.appendMarker();
      }
    }

    private LogRecord record(int number) {
      byte[] body = MemoryLog.bytes("body " + number);
      byte[] value =
          ByteBuffer.allocate(5 + body.length)
              .put((byte) 0)
              .putInt(1 + random.nextInt(3))
              .put(body)
              .array();
      List<HeaderField> own = new ArrayList<>();
      if (random.nextBoolean()) {
        own.add(new HeaderField("own", MemoryLog.bytes("h" + random.nextInt(3))));
      }
      String key = (random.nextInt(4) == 0 ? DROPPED : "k") + random.nextInt(5);
      return new LogRecord(0, 1_000 + number * 3L, MemoryLog.bytes(key), value, own);
    }

    /** What a copier with these settings writes. */
    private void copy(LogRecord record) {
      while (offsets == Offsets.EQUAL && target.bounds().end() < record.offset()) {
        target.appendMarker();
      }
      target.append(copied(record));
    }

    private LogRecord copied(LogRecord record) {
      byte[] value = record.value().clone();
      if (ids) {
        ByteBuffer.wrap(value).putInt(1, IDS.get(ByteBuffer.wrap(value).getInt(1)));
      }
      List<HeaderField> added = new ArrayList<>(record.headers());
      if (headers) {
        added.add(0, new HeaderField("mm2.hop", MemoryLog.bytes("" + random.nextInt())));
        added.add(new HeaderField("via", MemoryLog.bytes("east")));
      }
      if (provenance) {
        added.add(new HeaderField("at", MemoryLog.bytes("" + record.offset())));
      }
      long time = times ? 5_000_000 + random.nextInt(1_000) : record.timestamp();
      return new LogRecord(0, time, record.key(), value, added, times);
    }

    Contract contract() {
      List<Expectation> all = new ArrayList<>();
      if (filters) {
        all.add(
            new Filtered(
                List.of(
                    new FilterRule(
                        true,
                        Optional.of(new FilterRule.KeyBegins(DROPPED)),
                        Optional.empty(),
                        OptionalLong.empty(),
                        OptionalLong.empty()))));
      }
      List<AddedHeaders.AddedHeader> added = new ArrayList<>();
      if (headers) {
        added.add(new AddedHeaders.Ignored(Pattern.compile("mm2\\..*")));
        added.add(new AddedHeaders.Valued("via", Pattern.compile("ea.*")));
      }
      if (provenance) {
        added.add(new AddedHeaders.SourceOffset("at"));
      }
      all.add(new AddedHeaders(added));
      if (ids) {
        all.add(new RewrittenIds(IdMap.NO_IDS, IdMap.of(IDS)));
      }
      if (times) {
        all.add(new TimesIgnored("stamped"));
      }
      return Contract.PLAIN.with(Chain.of(all)).with(claim());
    }

    private OffsetClaim claim() {
      if (offsets == Offsets.EQUAL) {
        return OffsetClaim.EQUAL;
      }
      if (offsets == Offsets.ORDER) {
        return OffsetClaim.IN_ORDER;
      }
      List<Piece> pieces = new ArrayList<>();
      long last = -2;
      for (int i = 0; i < wanted.size(); i++) {
        long from = wanted.get(i).offset();
        if (from == last + 1) {
          Piece open = pieces.remove(pieces.size() - 1);
          pieces.add(new Piece(open.source(), open.target(), open.length() + 1));
        } else {
          pieces.add(new Piece(from, i, 1));
        }
        last = from;
      }
      return new OffsetClaim.Related(new MappedOffsets(pieces), "map");
    }

    /** One fault, away from the ends so that where it begins is beyond doubt. */
    void plant() {
      List<LogRecord> copy = new ArrayList<>(target.content());
      int place = 3 + random.nextInt(copy.size() - 6);
      LogRecord old = copy.get(place);
      fault = pick();
      at = wanted.get(place).offset();
      if (fault == Fault.DROP) {
        copy.remove(place);
        code = FindingCode.MISSING;
      } else if (fault == Fault.REPEAT) {
        insert(copy, place + 1, old, FindingCode.DUPLICATE);
        at = imageOfNext(place);
      } else if (fault == Fault.STRANGER) {
        LogRecord stranger =
            new LogRecord(0, 77, null, MemoryLog.bytes("a stranger"), old.headers(), times);
        insert(copy, place + 1, stranger, FindingCode.FOREIGN);
        at = imageOfNext(place);
      } else if (fault == Fault.NOT_FILTERED) {
        exposeFiltered(copy);
      } else {
        copy.set(place, changed(old));
      }
      if (offsets == Offsets.EQUAL) {
        keepPlaces(copy);
      } else {
        target.rewrite(copy);
      }
    }

    private void exposeFiltered(List<LogRecord> copy) {
      LogRecord out = dropped.get(dropped.size() / 2);
      int before = 0;
      while (before < wanted.size() && wanted.get(before).offset() < out.offset()) {
        before++;
      }
      insert(copy, before, MemoryLog.at(out.offset(), copied(out)), FindingCode.FOREIGN);
      at =
          switch (offsets) {
            case EQUAL -> out.offset();
            case MAPPED ->
                before < wanted.size()
                    ? wanted.get(before).offset()
                    : wanted.get(before - 1).offset() + 1;
            case ORDER ->
                before == 0 ? source.bounds().start() : wanted.get(before - 1).offset() + 1;
          };
    }

    private void insert(List<LogRecord> copy, int place, LogRecord record, FindingCode as) {
      copy.add(place, record);
      code = as;
    }

    /**
     * Where only order is claimed, a record too many has no place among offsets without records.
     */
    long latest() {
      boolean tooMany = code == FindingCode.FOREIGN || code == FindingCode.DUPLICATE;
      return offsets == Offsets.ORDER && tooMany
          ? wanted.stream()
              .mapToLong(LogRecord::offset)
              .filter(offset -> offset >= at)
              .findFirst()
              .orElse(source.bounds().end())
          : at;
    }

    /** Where the logs part when a record too many stands behind this one. */
    private long imageOfNext(int place) {
      long next = wanted.get(place).offset() + 1;
      return offsets == Offsets.ORDER || offsets == Offsets.EQUAL
          ? next
          : wanted.get(place + 1).offset();
    }

    private Fault pick() {
      while (true) {
        Fault one = Fault.values()[random.nextInt(Fault.values().length)];
        boolean inserts = one == Fault.REPEAT || one == Fault.STRANGER;
        boolean possible =
            (one != Fault.WRONG_ID || ids)
                && (one != Fault.WRONG_PROVENANCE || provenance)
                && (one != Fault.LATE || !times)
                && (one != Fault.NOT_FILTERED || !dropped.isEmpty())
                && !(inserts && offsets == Offsets.EQUAL);
        if (possible) {
          return one;
        }
      }
    }

    private LogRecord changed(LogRecord old) {
      byte[] value = old.value().clone();
      code = FindingCode.CORRUPT;
      if (fault == Fault.FLIP) {
        value[5 + random.nextInt(value.length - 5)] ^= (byte) (1 << random.nextInt(8));
        return old.with(old.key(), value);
      }
      if (fault == Fault.WRONG_ID) {
        ByteBuffer.wrap(value).putInt(1, ByteBuffer.wrap(value).getInt(1) + 1);
        return old.with(old.key(), value);
      }
      code = fault == Fault.LATE ? FindingCode.TIMESTAMP : FindingCode.HEADER;
      if (fault == Fault.LATE) {
        return old.at(old.timestamp() + 1);
      }
      List<HeaderField> changed = new ArrayList<>(old.headers());
      if (fault == Fault.WRONG_PROVENANCE) {
        changed.remove(changed.size() - 1);
        changed.add(new HeaderField("at", MemoryLog.bytes("0000")));
      } else {
        changed.add(new HeaderField("surprise", null));
      }
      return old.with(changed);
    }

    /** Under equal offsets a record that is gone leaves a hole. */
    private void keepPlaces(List<LogRecord> copy) {
      long end = target.bounds().end();
      target.rewrite(List.of());
      copy.stream()
          .sorted(Comparator.comparingLong(LogRecord::offset))
          .forEach(
              record -> {
                while (target.bounds().end() < record.offset()) {
                  target.appendMarker();
                }
                target.append(record);
              });
      while (target.bounds().end() < end) {
        target.appendMarker();
      }
    }

    @Override
    public String toString() {
      return fault
          + ", offsets "
          + offsets
          + (filters ? ", filtered" : "")
          + (headers ? ", headers" : "")
          + (provenance ? ", provenance" : "")
          + (ids ? ", ids" : "")
          + (times ? ", stamped" : "");
    }
  }
}
