package io.strait.ops.offsets;

import io.strait.replicator.engine.LogPeek;
import io.strait.replicator.engine.LogPeek.Held;
import io.strait.replicator.offsets.Image;
import io.strait.replicator.offsets.PairedLogs;
import io.strait.replicator.progress.Gap;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Says in words what is known about an offset. Pure. */
record Notes(
    boolean back,
    PairedLogs logs,
    LogPeek.Peeked held,
    LogPeek.Peeked other,
    boolean paired,
    Optional<Gap> gap,
    Image image) {

  /** What an offset holds, in a few words. */
  static String holds(Held held) {
    return switch (held) {
      case RECORD -> "record";
      case ABORTED -> "record of an aborted transaction";
      case OPEN -> "record of a transaction that is still open";
      case NO_DATA -> "no data (end of a transaction, filler, or removed by compaction)";
      case DELETED -> "nothing any more: the log begins behind it";
      case NOT_WRITTEN -> "nothing yet: the log ends before or there";
      case UNKNOWN -> "unknown: the brokers did not bring it in time";
    };
  }

  /**
   * Sentences, joined.
   *
   * @param begin what was found out before; may be empty
   * @param differs whether both sides hold a record there, but not the same
   */
  String text(String begin, long offset, boolean differs) {
    List<String> notes = new ArrayList<>();
    if (!begin.isEmpty()) {
      notes.add(begin);
    }
    image(notes, offset);
    gap.ifPresent(
        entry ->
            notes.add(
                "gap ledger: "
                    + entry.cause().name().toLowerCase(Locale.ROOT).replace('_', ' ')
                    + " ["
                    + entry.from()
                    + ", "
                    + entry.to()
                    + "): "
                    + entry.detail()));
    if (differs) {
      notes.add(
          "the records at both places differ: the link changes records, or somebody else wrote one");
    } else if (held.held() == Held.RECORD && other.held() != Held.RECORD && gap.isEmpty()) {
      missing(notes);
    }
    return String.join("; ", notes);
  }

  private void image(List<String> notes, long offset) {
    if (image instanceof Image.Ahead ahead) {
      notes.add(
          "not copied yet: the copy has reached source offset "
              + ahead.reached()
              + ", so the exact position does not exist yet; the target ends at "
              + ahead.position());
    } else if (image instanceof Image.Cut cut) {
      notes.add(
          "the other side's log begins behind it: a reader that goes on there skips offsets "
              + cut.from()
              + " to "
              + (cut.to() - 1)
              + " of this side");
    } else if (image instanceof Image.Outside outside) {
      notes.add("behind the log's end " + outside.end() + ": no reader can stand there");
    }
  }

  private void missing(List<String> notes) {
    boolean copied = image.isExact();
    if (back) {
      notes.add(
          paired
              ? "the source has deleted it since"
              : "it did not come from the source's log as it is now: somebody else wrote it, or the"
                  + " source was created again or rewritten since");
    } else if (copied && paired) {
      notes.add("the target has deleted it since, or fills its place");
    } else if (copied) {
      notes.add("it was left out: by the link's filters, or removed before it was copied");
    }
  }
}
