package io.strait.replicator.wire;

import io.strait.replicator.cluster.ClusterOffer;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.NodeApiVersions;
import org.apache.kafka.common.message.ApiVersionsRequestData;
import org.apache.kafka.common.message.ApiVersionsResponseData;
import org.apache.kafka.common.network.NetworkReceive;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.protocol.Errors;

/** The version agreement at the start of a connection (KIP-35, KIP-511). */
final class VersionsCall {
  /** What a broker offers, or that it does not even know the request's version. */
  record Offered(boolean refused, NodeApiVersions versions, Map<String, Integer> features) {
    static Offered refusal() {
      return new Offered(true, NodeApiVersions.create(), Map.of());
    }

    /** The same without Kafka's own types. */
    ClusterOffer offer() {
      Map<String, Integer> newest = new HashMap<>();
      versions
          .allSupportedApiVersions()
          .forEach((api, range) -> newest.put(api.name, (int) range.maxVersion()));
      return new ClusterOffer(newest, features);
    }
  }

  private VersionsCall() {}

  static Call<Offered> newest() {
    return call(3);
  }

  static Call<Offered> oldest() {
    return call(0);
  }

  private static Call<Offered> call(int newest) {
    return new Call<>(
        ApiKeys.API_VERSIONS,
        (short) newest,
        version ->
            new ApiVersionsRequestData()
                .setClientSoftwareName(version >= 3 ? "strait" : "")
                .setClientSoftwareVersion(version >= 3 ? "0.1" : ""),
        VersionsCall::decode);
  }

  private static Call.Decoded<Offered> decode(
      ByteBufferAccessor body, short version, NetworkReceive receive) {
    // A broker that does not know the version answers in version 0, and the error comes first.
    short error = body.buffer().getShort(body.buffer().position());
    if (error == Errors.UNSUPPORTED_VERSION.code() && version > 0) {
      new Frame(receive).release();
      return new Call.Decoded<>(Offered.refusal(), 0);
    }
    ApiVersionsResponseData data = new ApiVersionsResponseData(body, version);
    new Frame(receive).release();
    Map<String, Integer> features = new HashMap<>();
    data.finalizedFeatures()
        .forEach(feature -> features.put(feature.name(), (int) feature.maxVersionLevel()));
    return new Call.Decoded<>(
        new Offered(false, new NodeApiVersions(data.apiKeys(), data.supportedFeatures()), features),
        0);
  }
}
