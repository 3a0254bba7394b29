package io.strait.sandbox.proxy;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** What some thread wants done or known by the proxy's own thread. */
final class Wish<T> {
  private final Supplier<T> act;
  private final CompletableFuture<T> answer = new CompletableFuture<>();

  Wish(Supplier<T> act) {
    this.act = act;
  }

  /** Whoever asked learns of a failure too, or he would wait for ever. */
  void grant() {
    try {
      answer.complete(act.get());
    } catch (RuntimeException e) {
      answer.completeExceptionally(e);
      throw e;
    }
  }

  void refuse(RuntimeException why) {
    answer.completeExceptionally(why);
  }

  CompletableFuture<T> answer() {
    return answer;
  }
}
