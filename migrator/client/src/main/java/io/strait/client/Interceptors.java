package io.strait.client;

import java.util.List;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Headers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The application's interceptors, each called once per record however often it is sent. As in
 * KafkaProducer their errors are logged and nothing more. Safe for use by several threads as far as
 * they are.
 */
final class Interceptors<K, V> implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Interceptors.class);

  private final List<ProducerInterceptor<K, V>> chain;

  Interceptors(List<ProducerInterceptor<K, V>> chain) {
    this.chain = List.copyOf(chain);
  }

  /** The record that the last of them returned. */
  ProducerRecord<K, V> onSend(ProducerRecord<K, V> given) {
    ProducerRecord<K, V> record = given;
    for (ProducerInterceptor<K, V> one : chain) {
      try {
        record = one.onSend(record);
      } catch (RuntimeException e) {
        failed(one, e);
      }
    }
    return record;
  }

  /** Tells all of them how it ended. */
  void onEnd(RecordMetadata metadata, Exception error, Headers headers) {
    for (ProducerInterceptor<K, V> one : chain) {
      try {
        one.onAcknowledgement(metadata, error, headers);
      } catch (RuntimeException e) {
        failed(one, e);
      }
    }
  }

  @Override
  public void close() {
    for (ProducerInterceptor<K, V> one : chain) {
      try {
        one.close();
      } catch (RuntimeException e) {
        failed(one, e);
      }
    }
  }

  private static void failed(ProducerInterceptor<?, ?> one, RuntimeException e) {
    log.atWarn()
        .addKeyValue("interceptor", one.getClass().getName())
        .setCause(e)
        .log("Producer interceptor failed");
  }
}
