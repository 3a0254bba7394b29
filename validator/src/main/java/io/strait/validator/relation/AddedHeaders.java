package io.strait.validator.relation;

import io.strait.validator.contract.Expectation;
import io.strait.validator.digest.HeaderField;
import io.strait.validator.digest.LogRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The copy adds headers. A header with the right name and the wrong value is not what is declared:
 * it stays in the record and comes out as a HEADER finding. The order of all other headers counts.
 *
 * @param headers what is added; not empty
 */
public record AddedHeaders(List<AddedHeader> headers) implements Expectation {
  /** Keeps a copy. */
  public AddedHeaders {
    headers = List.copyOf(headers);
  }

  /** A header that a copy adds. */
  public sealed interface AddedHeader {}

  /**
   * Headers of these names are left out of account on both sides.
   *
   * @param name must match the whole name
   */
  public record Ignored(Pattern name) implements AddedHeader {}

  /**
   * The target may have this header, with such a value.
   *
   * @param name its name
   * @param value must match the whole value, read as UTF-8
   */
  public record Valued(String name, Pattern value) implements AddedHeader {}

  /**
   * Every record of the target has this header, and its value is the offset of the source record in
   * decimal digits.
   *
   * @param name its name
   */
  public record SourceOffset(String name) implements AddedHeader {}

  @Override
  public Optional<LogRecord> expected(LogRecord source) {
    List<HeaderField> kept = new ArrayList<>(source.headers());
    for (AddedHeader header : headers) {
      if (header instanceof Ignored ignored) {
        kept.removeIf(one -> ignored.name().matcher(one.name()).matches());
      } else if (header instanceof SourceOffset offset) {
        byte[] value = Long.toString(source.offset()).getBytes(StandardCharsets.UTF_8);
        kept.add(new HeaderField(offset.name(), value));
        moveBehind(kept, offset.name());
      }
    }
    return Optional.of(source.with(List.copyOf(kept)));
  }

  @Override
  public LogRecord seen(LogRecord target) {
    List<HeaderField> kept = new ArrayList<>(target.headers());
    for (AddedHeader header : headers) {
      if (header instanceof Ignored ignored) {
        kept.removeIf(one -> ignored.name().matcher(one.name()).matches());
      } else if (header instanceof Valued valued) {
        kept.removeIf(one -> isRight(valued, one));
      } else if (header instanceof SourceOffset offset) {
        moveBehind(kept, offset.name());
      }
    }
    return target.with(List.copyOf(kept));
  }

  @Override
  public boolean isIdentity() {
    return headers.isEmpty();
  }

  @Override
  public String text() {
    return "headers are added: "
        + headers.stream().map(AddedHeaders::word).collect(Collectors.joining(", "));
  }

  /** Where a copy puts what it adds is its own affair. */
  private static void moveBehind(List<HeaderField> headers, String name) {
    List<HeaderField> moved = headers.stream().filter(one -> one.name().equals(name)).toList();
    headers.removeIf(one -> one.name().equals(name));
    headers.addAll(moved);
  }

  private static boolean isRight(Valued declared, HeaderField header) {
    return header.name().equals(declared.name())
        && header.value() != null
        && declared.value().matcher(new String(header.value(), StandardCharsets.UTF_8)).matches();
  }

  private static String word(AddedHeader header) {
    if (header instanceof Ignored ignored) {
      return "any " + ignored.name();
    }
    if (header instanceof Valued valued) {
      return valued.name() + " = " + valued.value();
    }
    return header instanceof SourceOffset offset ? offset.name() + " = source offset" : "";
  }
}
