package io.strait.validator.records;

import io.strait.validator.align.Difference;
import io.strait.validator.check.FindingCode;
import io.strait.validator.digest.Fingerprint;
import io.strait.validator.digest.HeaderField;
import io.strait.validator.digest.LogRecord;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Puts a difference into words an operator can check by hand. Pure; shows short hex only. */
public final class Evidence {
  private static final int SHOWN = 16;
  private static final int BEFORE = 4;

  private Evidence() {}

  /** Describes a difference from both records, as far as they can still be read. */
  public static String of(
      Difference difference, Optional<LogRecord> source, Optional<LogRecord> target) {
    FindingCode code = difference.code();
    String place = place(difference);
    if (code == FindingCode.MISSING) {
      return place + "; source has " + source.map(Evidence::whole).orElse("it no longer");
    }
    if (code == FindingCode.FOREIGN) {
      return place + "; target has " + target.map(Evidence::whole).orElse("it no longer");
    }
    if (source.isEmpty() || target.isEmpty()) {
      return place + "; the records can no longer be read";
    }
    String changes = changes(source.get(), target.get());
    return place + "; " + (changes.isEmpty() ? "record is " + whole(target.get()) : changes);
  }

  private static String place(Difference difference) {
    String source = difference.source().map(Evidence::at).orElse("no record");
    String target = difference.target().map(Evidence::at).orElse("no record");
    return "source " + source + ", target " + target;
  }

  private static String at(Fingerprint record) {
    return "offset " + record.offset();
  }

  /** Which fields differ, each with the bytes around the first difference. */
  static String changes(LogRecord source, LogRecord target) {
    List<String> changes = new ArrayList<>();
    field("key", source.key(), target.key()).ifPresent(changes::add);
    field("value", source.value(), target.value()).ifPresent(changes::add);
    headers(source, target).ifPresent(changes::add);
    if (source.timestamp() != target.timestamp()) {
      changes.add(
          "timestamp differs: source "
              + Instant.ofEpochMilli(source.timestamp())
              + ", target "
              + Instant.ofEpochMilli(target.timestamp())
              + " ("
              + (target.timestamp() - source.timestamp())
              + " ms)");
    }
    return String.join("; ", changes);
  }

  private static Optional<String> field(String name, byte[] source, byte[] target) {
    if (Arrays.equals(source, target)) {
      return Optional.empty();
    }
    if (source == null || target == null) {
      return Optional.of(
          name + " differs: source " + hex(source, 0) + ", target " + hex(target, 0));
    }
    int at = Arrays.mismatch(source, target);
    int from = Math.max(0, at - BEFORE);
    return Optional.of(
        name
            + " differs from byte "
            + at
            + " on: source "
            + hex(source, from)
            + ", target "
            + hex(target, from));
  }

  private static Optional<String> headers(LogRecord source, LogRecord target) {
    List<HeaderField> from = source.headers();
    List<HeaderField> to = target.headers();
    int shared = Math.min(from.size(), to.size());
    for (int i = 0; i < shared; i++) {
      if (!same(from.get(i), to.get(i))) {
        return Optional.of(
            "header "
                + i
                + " differs: source "
                + text(from.get(i))
                + ", target "
                + text(to.get(i)));
      }
    }
    return from.size() == to.size()
        ? Optional.empty()
        : Optional.of("headers differ: source has " + from.size() + ", target " + to.size());
  }

  private static boolean same(HeaderField one, HeaderField other) {
    return one.name().equals(other.name()) && Arrays.equals(one.value(), other.value());
  }

  private static String text(HeaderField header) {
    byte[] name = header.name().getBytes(StandardCharsets.UTF_8);
    return "'"
        + new String(name, 0, Math.min(SHOWN * 2, name.length), StandardCharsets.UTF_8)
        + "' = "
        + hex(header.value(), 0);
  }

  private static String whole(LogRecord record) {
    return "key "
        + hex(record.key(), 0)
        + ", value "
        + hex(record.value(), 0)
        + ", "
        + record.headers().size()
        + " headers, timestamp "
        + Instant.ofEpochMilli(record.timestamp());
  }

  private static String hex(byte[] bytes, int from) {
    if (bytes == null) {
      return "null";
    }
    int to = Math.min(bytes.length, from + SHOWN);
    String shown = HexFormat.of().formatHex(bytes, from, to);
    return (from > 0 ? ".." : "")
        + shown
        + (to < bytes.length ? ".." : "")
        + " ("
        + bytes.length
        + " bytes)";
  }
}
