package io.strait.replicator.wire;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.common.message.ApiVersionsResponseData;
import org.apache.kafka.common.message.ApiVersionsResponseData.ApiVersion;
import org.apache.kafka.common.message.FetchRequestData;
import org.apache.kafka.common.message.FetchResponseData;
import org.apache.kafka.common.message.ResponseHeaderData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.protocol.MessageUtil;
import org.apache.kafka.common.requests.RequestHeader;

/** Speaks just enough of the protocol to be fetched from, and answers what a test tells it to. */
final class FakeBroker implements AutoCloseable {
  final List<FetchRequestData> asked = new CopyOnWriteArrayList<>();
  final Queue<FetchResponseData> answers = new ConcurrentLinkedQueue<>();
  private final ServerSocket server;
  private final short newestFetch;

  /** {@code newestFetch}: the newest version of Fetch it knows. */
  FakeBroker(int newestFetch) throws IOException {
    this.newestFetch = (short) newestFetch;
    this.server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    Thread thread = new Thread(this::serve, "fake-broker");
    thread.setDaemon(true);
    thread.start();
  }

  int port() {
    return server.getLocalPort();
  }

  private void serve() {
    try (Socket socket = server.accept()) {
      DataInputStream in = new DataInputStream(socket.getInputStream());
      DataOutputStream out = new DataOutputStream(socket.getOutputStream());
      while (true) {
        byte[] frame = in.readNBytes(in.readInt());
        ByteBuffer buffer = ByteBuffer.wrap(frame);
        RequestHeader header = RequestHeader.parse(buffer);
        answer(out, header, buffer);
      }
    } catch (IOException e) {
      // The test has ended.
    }
  }

  private void answer(DataOutputStream out, RequestHeader header, ByteBuffer body)
      throws IOException {
    short version = header.apiVersion();
    ApiMessage message;
    if (header.apiKey() == ApiKeys.API_VERSIONS) {
      message = versions();
    } else {
      asked.add(new FetchRequestData(new ByteBufferAccessor(body), version));
      FetchResponseData next = answers.poll();
      message = next == null ? new FetchResponseData() : next;
    }
    ByteBuffer head =
        MessageUtil.toByteBufferAccessor(
                new ResponseHeaderData().setCorrelationId(header.correlationId()),
                header.apiKey().responseHeaderVersion(version))
            .buffer();
    ByteBuffer bytes = MessageUtil.toByteBufferAccessor(message, version).buffer();
    out.writeInt(head.remaining() + bytes.remaining());
    out.write(head.array(), head.arrayOffset(), head.remaining());
    out.write(bytes.array(), bytes.arrayOffset(), bytes.remaining());
    out.flush();
  }

  private ApiVersionsResponseData versions() {
    ApiVersionsResponseData data = new ApiVersionsResponseData();
    data.apiKeys().add(version(ApiKeys.API_VERSIONS, 3));
    data.apiKeys().add(version(ApiKeys.FETCH, newestFetch));
    return data;
  }

  private static ApiVersion version(ApiKeys api, int newest) {
    return new ApiVersion()
        .setApiKey(api.id)
        .setMinVersion((short) 0)
        .setMaxVersion((short) newest);
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
