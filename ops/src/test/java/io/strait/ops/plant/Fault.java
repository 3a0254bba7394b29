package io.strait.ops.plant;

import java.util.List;
import java.util.Set;

/** One thing that a copier can do wrong. */
enum Fault {
  DROP {
    @Override
    void plant(Copy copy, double from, double to) {
      int at = copy.place(from, to, i -> copy.records().get(i).hasValue());
      copy.expect(Expected.at("MISSING", copy.records().remove(at).offset()));
    }
  },
  DROP_FIRST {
    @Override
    void plant(Copy copy, double from, double to) {
      copy.expect(Expected.at("MISSING", copy.records().remove(0).offset()));
    }
  },
  DROP_LAST {
    @Override
    void plant(Copy copy, double from, double to) {
      List<Written> records = copy.records();
      copy.expect(Expected.at("MISSING", records.remove(records.size() - 1).offset()));
    }
  },
  DUPLICATE {
    @Override
    void plant(Copy copy, double from, double to) {
      int at = copy.place(from, to, i -> copy.records().get(i).hasValue());
      Written twice = copy.records().get(at);
      copy.expect(new Expected(Set.of("DUPLICATE"), twice.offset(), copy.offset(at + 1)));
      copy.records().add(at + 1, twice);
    }
  },
  DUPLICATE_LATER {
    @Override
    void plant(Copy copy, double from, double to) {
      int at = copy.place(from, to, i -> copy.records().get(i).hasValue());
      Written twice = copy.records().get(at);
      int later = Math.min(copy.records().size(), at + 30);
      copy.expect(new Expected(Set.of("DUPLICATE"), twice.offset(), copy.offset(later)));
      copy.records().add(later, twice);
    }
  },
  SWAP {
    @Override
    void plant(Copy copy, double from, double to) {
      int at = copy.place(from, to, i -> distinctNeighbours(copy, i));
      Written first = copy.records().get(at);
      copy.records().set(at, copy.records().get(at + 1));
      copy.records().set(at + 1, first);
      copy.expect(Expected.at("REORDERED", first.offset()));
    }
  },
  FLIP_VALUE {
    @Override
    void plant(Copy copy, double from, double to) {
      int at = copy.place(from, to, i -> copy.records().get(i).hasValue());
      Written one = copy.records().get(at);
      byte[] value = one.value().clone();
      value[copy.random().nextInt(value.length)] ^= (byte) (1 << copy.random().nextInt(8));
      copy.records().set(at, one.withValue(value));
      copy.expect(Expected.at("CORRUPT", one.offset()));
    }
  },
  FLIP_KEY {
    @Override
    void plant(Copy copy, double from, double to) {
      int at = copy.place(from, to, i -> hasKey(copy, i) && copy.records().get(i).hasValue());
      Written one = copy.records().get(at);
      byte[] key = one.key().clone();
      key[0] ^= 0x40;
      copy.records().set(at, one.withKey(key));
      copy.expect(Expected.at("CORRUPT", one.offset()));
    }
  },
  HEADER {
    @Override
    void plant(Copy copy, double from, double to) {
      int at = copy.place(from, to, i -> true);
      Written one = copy.records().get(at);
      copy.records().set(at, one.withOtherHeader());
      copy.expect(Expected.at("HEADER", one.offset()));
    }
  },
  TIMESTAMP {
    @Override
    void plant(Copy copy, double from, double to) {
      int at = copy.place(from, to, i -> true);
      Written one = copy.records().get(at);
      copy.records().set(at, one.withTimestamp(one.timestamp() + 1));
      copy.expect(Expected.at("TIMESTAMP", one.offset()));
    }
  },
  TOMBSTONE {
    @Override
    void plant(Copy copy, double from, double to) {
      int at = copy.place(0, 1, i -> isLastTombstone(copy, i));
      long offset = copy.records().remove(at).offset();
      copy.expect(new Expected(Set.of("MISSING", "TOMBSTONE_LOST"), offset, offset));
    }
  },
  TOMBSTONE_EMPTIED {
    @Override
    void plant(Copy copy, double from, double to) {
      int at = copy.place(0, 1, i -> isLastTombstone(copy, i));
      Written one = copy.records().get(at);
      copy.records().set(at, one.withValue(new byte[0]));
      copy.expect(new Expected(Set.of("CORRUPT", "TOMBSTONE_LOST"), one.offset(), one.offset()));
    }
  },
  EXPOSE {
    @Override
    void plant(Copy copy, double from, double to) {
      List<Written> aborted = copy.source().aborted();
      Written one =
          aborted.stream()
              .skip(copy.random().nextInt(aborted.size() / 2))
              .filter(Written::hasValue)
              .filter(record -> copy.source().committed().stream().noneMatch(record::sameContent))
              .findFirst()
              .orElseThrow();
      int at = 0;
      while (at < copy.records().size() && copy.records().get(at).offset() < one.offset()) {
        at++;
      }
      long before = at == 0 ? 0 : copy.offset(at - 1);
      copy.expect(new Expected(Set.of("ABORTED_VISIBLE"), before, copy.offset(at)));
      copy.records().add(at, one);
    }
  },
  FOREIGN {
    @Override
    void plant(Copy copy, double from, double to) {
      int at = copy.place(from, to, i -> i > 0);
      Written one = copy.records().get(at);
      copy.expect(new Expected(Set.of("FOREIGN"), copy.offset(at - 1), copy.offset(at)));
      copy.records()
          .add(at, one.withKey("stranger".getBytes()).withValue("who".getBytes()).withTimestamp(7));
    }
  },
  MIXTURE {
    @Override
    void plant(Copy copy, double from, double to) {
      FLIP_VALUE.plant(copy, 0.1, 0.2);
      SWAP.plant(copy, 0.3, 0.4);
      DUPLICATE.plant(copy, 0.5, 0.6);
      TIMESTAMP.plant(copy, 0.7, 0.8);
      DROP.plant(copy, 0.9, 1);
    }
  };

  /** Changes the copy in one place of a part of the log and says what must be found. */
  abstract void plant(Copy copy, double from, double to);

  /** Whether there is something to plant it into. */
  boolean fits(Style style) {
    return switch (this) {
      case TOMBSTONE, TOMBSTONE_EMPTIED -> style.isCompacted();
      case EXPOSE -> style.isTransactional();
      default -> true;
    };
  }

  private static boolean hasKey(Copy copy, int index) {
    byte[] key = copy.records().get(index).key();
    return key != null && key.length > 0;
  }

  private static boolean distinctNeighbours(Copy copy, int index) {
    return index + 1 < copy.records().size()
        && !copy.records().get(index).sameContent(copy.records().get(index + 1));
  }

  /** A key's last record, which deletes it, where there was something to delete. */
  private static boolean isLastTombstone(Copy copy, int index) {
    Written one = copy.records().get(index);
    if (one.value() != null) {
      return false;
    }
    boolean deletes = false;
    for (int i = 0; i < copy.records().size(); i++) {
      Written other = copy.records().get(i);
      if (java.util.Arrays.equals(other.key(), one.key())) {
        if (i > index) {
          return false;
        }
        deletes |= i < index && other.hasValue();
      }
    }
    return deletes;
  }
}
