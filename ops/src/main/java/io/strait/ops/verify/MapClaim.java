package io.strait.ops.verify;

import io.strait.replicator.offsets.Discontinuity;
import io.strait.replicator.offsets.OffsetMap;
import io.strait.replicator.offsets.PairedLogs;
import io.strait.validator.check.MappedOffsets;
import io.strait.validator.check.MappedOffsets.Piece;
import io.strait.validator.contract.OffsetClaim;
import java.util.ArrayList;
import java.util.List;

/** Puts a link's offset map of one partition into the form of a claim. Pure. */
final class MapClaim {
  private MapClaim() {}

  /** What a link claims about a partition's offsets. */
  static OffsetClaim of(PairedLogs logs) {
    return logs.isEqual() ? OffsetClaim.EQUAL : of(logs.map());
  }

  /** Where a source was cut off or created again, only what it holds still has an image. */
  static OffsetClaim of(OffsetMap map) {
    List<Discontinuity> rows = map.discontinuities();
    List<Piece> pieces = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      Discontinuity row = rows.get(i);
      if (!row.matched()) {
        continue;
      }
      long length = i + 1 < rows.size() ? rows.get(i + 1).target() - row.target() : Long.MAX_VALUE;
      for (int later = row.generation() + 1; later <= map.generation(); later++) {
        length = Math.min(length, map.replacedFrom(later) - row.source());
      }
      if (length > 0) {
        pieces.add(new Piece(row.source(), row.target(), length));
      }
    }
    return pieces.isEmpty()
        ? OffsetClaim.EQUAL
        : new OffsetClaim.Related(
            new MappedOffsets(pieces), "offset map of " + map.size() + " discontinuities");
  }
}
