package io.strait.client;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.apache.kafka.clients.producer.Producer;

/** A {@link FakeEstate} for several threads, one at a time. */
final class LockedEstate implements ProducerOpener {
  private final FakeEstate estate;

  LockedEstate(FakeEstate estate) {
    this.estate = estate;
  }

  @Override
  @SuppressWarnings("unchecked")
  public Session open(String alias) {
    synchronized (estate) {
      Session session = estate.open(alias);
      Producer<byte[], byte[]> locked =
          (Producer<byte[], byte[]>)
              Proxy.newProxyInstance(
                  getClass().getClassLoader(),
                  new Class<?>[] {Producer.class},
                  (proxy, method, arguments) -> {
                    synchronized (estate) {
                      try {
                        return method.invoke(session.producer(), arguments);
                      } catch (InvocationTargetException e) {
                        throw e.getCause();
                      }
                    }
                  });
      return new Session(alias, locked, session::retries, session::sent);
    }
  }
}
