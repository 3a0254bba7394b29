package io.strait.validator.certificate;

/** A certificate or a key that cannot be used; says why and what to do. */
public final class CertificateException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Kind kind;

  private CertificateException(String message, Kind kind) {
    super(message);
    this.kind = kind;
  }

  /** What is the matter. */
  public enum Kind {
    /** It cannot be read, understood or done as asked. */
    UNUSABLE,
    /** It can be read, and its signature does not hold. */
    FORGED,
    /** The clusters changed under it; asking again may help. */
    UNSETTLED
  }

  /** Nothing can be certified as asked. */
  public static CertificateException refused(String message) {
    return new CertificateException(message, Kind.UNUSABLE);
  }

  /** Nothing can be certified as things are now. */
  public static CertificateException unsettled(String message) {
    return new CertificateException(message, Kind.UNSETTLED);
  }

  static CertificateException unusable(String message) {
    return new CertificateException(message, Kind.UNUSABLE);
  }

  static CertificateException forged(String message) {
    return new CertificateException(message, Kind.FORGED);
  }

  /** What is the matter. */
  public Kind kind() {
    return kind;
  }

  /** Whether the signature does not hold, as opposed to a file that is none. */
  public boolean isForged() {
    return kind == Kind.FORGED;
  }
}
