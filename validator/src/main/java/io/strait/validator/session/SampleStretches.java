package io.strait.validator.session;

import io.strait.replicator.topology.OffsetRange;
import io.strait.validator.check.Stretch;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Names what lies between the runs of a sample. Pure. */
final class SampleStretches {
  private SampleStretches() {}

  /** The stretches in order, and unproved ones between them. */
  static List<Stretch> between(OffsetRange asked, List<Stretch> drawn, String why) {
    List<Stretch> sorted = new ArrayList<>(drawn);
    sorted.sort(Comparator.comparingLong(one -> one.range().from()));
    List<Stretch> all = new ArrayList<>();
    long at = asked.from();
    for (Stretch one : sorted) {
      if (one.range().from() > at) {
        all.add(new Stretch(new OffsetRange(at, one.range().from()), Stretch.State.UNPROVED, why));
      }
      all.add(one);
      at = one.range().to();
    }
    if (at < asked.to()) {
      all.add(new Stretch(new OffsetRange(at, asked.to()), Stretch.State.UNPROVED, why));
    }
    return all;
  }
}
