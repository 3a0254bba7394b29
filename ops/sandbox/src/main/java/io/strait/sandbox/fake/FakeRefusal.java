package io.strait.sandbox.fake;

/** FAKE: an answer that is no good one. */
final class FakeRefusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int code;

  /**
   * @param code as the registry's own, for example 40401
   */
  FakeRefusal(int code, String message) {
    super(message);
    this.code = code;
  }

  int code() {
    return code;
  }

  int status() {
    return code < 1000 ? code : code / 100;
  }
}
