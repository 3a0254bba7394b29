package io.strait.validator.agent;

import io.strait.validator.digest.Fingerprint;
import java.util.List;

/**
 * Some records of a range without their bytes.
 *
 * @param records in log order
 * @param next where to go on; the end of the range when it is exhausted
 */
public record FingerprintPage(List<Fingerprint> records, long next) {
  /** The most records of one page. */
  public static final int MOST = 8_192;

  /** Copies the list. */
  public FingerprintPage {
    records = List.copyOf(records);
  }
}
