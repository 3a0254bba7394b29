package io.strait.ops.flow;

import io.strait.replicator.topology.LinkName;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What has been read of {@code strait.flow} so far. Any thread. */
final class FlowEntries {
  /**
   * One record.
   *
   * @param offset where it stands, or -1 if there is none
   * @param flow empty when there is none or it was forgotten
   */
  record Entry(long offset, Optional<OperatorFlow> flow) {
    private static final Entry NONE = new Entry(-1, Optional.empty());
  }

  /**
   * The last record of a link.
   *
   * @param before the record that it replaced
   */
  record Last(Entry now, Entry before) {
    private static final Last NONE = new Last(Entry.NONE, Entry.NONE);
  }

  private final Map<LinkName, Last> entries = new HashMap<>();
  private final ReadMark mark = new ReadMark();

  synchronized Last of(LinkName link) {
    return entries.getOrDefault(link, Last.NONE);
  }

  /** Forgets everything, because it is read again from the beginning. */
  synchronized void clear() {
    mark.readTo(-1);
    entries.clear();
  }

  /** How far it was read. */
  ReadMark mark() {
    return mark;
  }

  synchronized void put(LinkName link, long offset, Optional<OperatorFlow> flow) {
    entries.put(link, new Last(new Entry(offset, flow), of(link).now()));
  }
}
