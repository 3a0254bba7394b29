package io.strait.validator.certificate;

/** A certificate or a key that cannot be used; says why and what to do. */
public final class CertificateException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean forged;

  private CertificateException(String message, boolean forged) {
    super(message);
    this.forged = forged;
  }

  /** Nothing can be certified as asked. */
  public static CertificateException refused(String message) {
    return new CertificateException(message, false);
  }

  /** It cannot be read or understood. */
  static CertificateException unusable(String message) {
    return new CertificateException(message, false);
  }

  /** It can be read, and its signature does not hold. */
  static CertificateException forged(String message) {
    return new CertificateException(message, true);
  }

  /** Whether the signature does not hold, as opposed to a file that is none. */
  public boolean isForged() {
    return forged;
  }
}
