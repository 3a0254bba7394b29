package io.strait.replicator.wire;

import java.util.List;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.message.DescribeAclsResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.requests.DescribeAclsRequest;
import org.apache.kafka.common.requests.DescribeAclsResponse;

/** The ACLs that one broker applies, from its own metadata. */
final class AclsCall {
  /** The bindings, or why the broker did not tell. */
  record Acls(Outcome outcome, List<AclBinding> bindings) {}

  private AclsCall() {}

  static Call<Acls> of(AclBindingFilter filter) {
    return Call.copying(
        ApiKeys.DESCRIBE_ACLS,
        3,
        version -> new DescribeAclsRequest.Builder(filter).build((short) version).data(),
        (body, version) -> {
          DescribeAclsResponseData data = new DescribeAclsResponseData(body, version);
          Acls acls =
              new Acls(
                  Outcome.of(data.errorCode(), data.errorMessage()),
                  DescribeAclsResponse.aclBindings(data.resources()));
          return new Call.Decoded<>(acls, data.throttleTimeMs());
        });
  }
}
