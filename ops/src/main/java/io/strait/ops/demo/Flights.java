package io.strait.ops.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;

/**
 * Real flight departures in event order, replayed round and round.
 *
 * @param rows CSV lines without the header
 */
record Flights(List<String> rows) {
  private static final String RESOURCE = "flights-2001-excerpt.csv.gz";
  private static final int ORIGIN_COLUMN = 3;

  /** Reads the excerpt shipped with the project. */
  static Flights load() {
    InputStream packed =
        Objects.requireNonNull(Flights.class.getResourceAsStream(RESOURCE), RESOURCE);
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(new GZIPInputStream(packed), StandardCharsets.UTF_8))) {
      return new Flights(reader.lines().skip(1).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(RESOURCE + " in the program's own jar cannot be read", e);
    }
  }

  /** The row at a position of the endless replay. */
  String row(long position) {
    return rows.get((int) (position % rows.size()));
  }

  /** Which replay the position belongs to, counted from 1. */
  long run(long position) {
    return position / rows.size() + 1;
  }

  /** The origin airport of a row, which is its key. */
  static String origin(String row) {
    return row.split(",", -1)[ORIGIN_COLUMN];
  }
}
