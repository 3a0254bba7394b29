package io.strait.validator.keyed;

import io.strait.validator.keyed.GapSide.Standing;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;

/** The records of one side in order, with a buffer to look ahead in. One thread. */
final class Feed {
  private final Iterator<Print> records;
  private final Function<Print, Standing> standing;
  private final List<Item> buffer = new ArrayList<>();
  private int head;

  Feed(Iterator<Print> records, Function<Print, Standing> standing) {
    this.records = records;
    this.standing = standing;
  }

  /** A record and what the keys say about it. */
  record Item(Print print, Standing standing) {
    boolean isOpen() {
      return standing == Standing.OPEN;
    }

    long hash() {
      return print.record().full();
    }
  }

  /** Buffers so many records; false when the log ends before. */
  boolean fill(int wanted) {
    while (buffer.size() - head < wanted && records.hasNext()) {
      Print print = records.next();
      buffer.add(new Item(print, standing.apply(print)));
    }
    return buffer.size() - head >= wanted;
  }

  boolean isDrained() {
    return !records.hasNext();
  }

  List<Item> buffered() {
    return buffer.subList(head, buffer.size());
  }

  Item take() {
    Item item = buffer.get(head++);
    if (head > 64 && head * 2 > buffer.size()) {
      buffer.subList(0, head).clear();
      head = 0;
    }
    return item;
  }

  Item head() {
    return buffer.get(head);
  }
}
