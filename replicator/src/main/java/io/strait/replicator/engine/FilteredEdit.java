package io.strait.replicator.engine;

import io.strait.replicator.wire.RecordEdit;
import io.strait.replicator.wire.RecordView;
import java.util.List;
import java.util.Optional;

/**
 * Filters before transforms.
 *
 * @param filters those of the partition's topic; not empty
 * @param transform for what they let through
 */
record FilteredEdit(List<RecordFilter> filters, Optional<RecordEdit> transform)
    implements RecordEdit {
  @Override
  public Edited edit(RecordView entry) {
    boolean wanted = filters.stream().allMatch(filter -> !filter.including());
    for (RecordFilter filter : filters) {
      boolean holds = filter.holds(entry);
      if (holds && !filter.including()) {
        return Drop.IT;
      }
      wanted |= holds;
    }
    if (!wanted) {
      return Drop.IT;
    }
    return transform.isPresent() ? transform.get().edit(entry) : Keep.AS_IS;
  }

  @Override
  public void close() {
    transform.ifPresent(RecordEdit::close);
  }
}
