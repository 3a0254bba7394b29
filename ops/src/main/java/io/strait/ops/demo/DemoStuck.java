package io.strait.ops.demo;

/** A step of the demo was not reached in time; the run proves nothing. */
final class DemoStuck extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DemoStuck(String text) {
    super(text);
  }
}
