package io.strait.validator.agent;

import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/** Gives a body up that is longer than it may be. One body each. */
final class BoundedBody implements BodySubscriber<byte[]> {
  private final BodySubscriber<byte[]> whole;
  private final long most;
  private final String where;
  private Flow.Subscription subscription;
  private long taken;

  BoundedBody(BodySubscriber<byte[]> whole, long most, String where) {
    this.whole = whole;
    this.most = most;
    this.where = where;
  }

  @Override
  public CompletionStage<byte[]> getBody() {
    return whole.getBody();
  }

  @Override
  public void onSubscribe(Flow.Subscription given) {
    subscription = given;
    whole.onSubscribe(given);
  }

  @Override
  public void onNext(List<ByteBuffer> part) {
    for (ByteBuffer buffer : part) {
      taken += buffer.remaining();
    }
    if (taken > most) {
      subscription.cancel();
      whole.onError(new IOException("the answer of " + where + " is longer than " + most));
    } else {
      whole.onNext(part);
    }
  }

  @Override
  public void onError(Throwable error) {
    whole.onError(error);
  }

  @Override
  public void onComplete() {
    whole.onComplete();
  }
}
