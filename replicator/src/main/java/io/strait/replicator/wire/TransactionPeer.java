package io.strait.replicator.wire;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.message.DescribeTransactionsRequestData;
import org.apache.kafka.common.message.DescribeTransactionsResponseData;
import org.apache.kafka.common.message.EndTxnRequestData;
import org.apache.kafka.common.message.EndTxnResponseData;
import org.apache.kafka.common.message.FindCoordinatorRequestData;
import org.apache.kafka.common.message.FindCoordinatorResponseData;
import org.apache.kafka.common.message.InitProducerIdRequestData;
import org.apache.kafka.common.message.InitProducerIdResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.requests.FindCoordinatorRequest.CoordinatorType;

/**
 * Transactions on one cluster by the second version of the protocol (KIP-890, brokers from 4.0): a
 * partition joins a transaction with its first batch, and every end of a transaction raises the
 * epoch, so that a late repeat of it is refused.
 *
 * <p>Belongs to the transport's thread.
 */
public final class TransactionPeer {
  private static final short FIRST_RAISING_EPOCHS = 5;
  private static final short FIRST_WITH_KEYS = 4;
  private static final String LANE = "transactions";

  private final Peer peer;
  private final BooleanSupplier permitted;

  /**
   * Asks over the peer's connections.
   *
   * @param permitted asked when the bytes of a write go to the socket; where it says no, the write
   *     is not sent and its connection is given up
   */
  public TransactionPeer(Peer peer, BooleanSupplier permitted) {
    this.peer = peer;
    this.permitted = permitted;
  }

  /** Asks a broker which one coordinates the id. */
  public void coordinator(int node, String id, Reply<CoordinatorAt> reply) {
    Call<CoordinatorAt> call =
        Call.copying(
            ApiKeys.FIND_COORDINATOR,
            FIRST_WITH_KEYS,
            version -> find(id, version),
            (body, version) -> {
              FindCoordinatorResponseData data = new FindCoordinatorResponseData(body, version);
              return new Call.Decoded<>(found(data, version), data.throttleTimeMs());
            });
    peer.ask(node, LANE, call, reply);
  }

  /** Asks the coordinator for the state of the id. */
  public void describe(int coordinator, String id, Reply<TransactionState> reply) {
    Call<TransactionState> call =
        Call.copying(
            ApiKeys.DESCRIBE_TRANSACTIONS,
            0,
            version -> new DescribeTransactionsRequestData().setTransactionalIds(List.of(id)),
            (body, version) -> {
              DescribeTransactionsResponseData data =
                  new DescribeTransactionsResponseData(body, version);
              return new Call.Decoded<>(
                  state(data.transactionStates().get(0)), data.throttleTimeMs());
            });
    peer.ask(coordinator, LANE, call, reply);
  }

  /**
   * Makes the id usable; aborts what it has open.
   *
   * @param timeout after which the coordinator aborts a transaction; bounded by the broker
   */
  public void init(int coordinator, String id, Duration timeout, Reply<TransactionProducer> reply) {
    Call<TransactionProducer> call =
        Call.copying(
            ApiKeys.INIT_PRODUCER_ID,
            5,
            version ->
                new InitProducerIdRequestData()
                    .setTransactionalId(id)
                    .setTransactionTimeoutMs((int) timeout.toMillis()),
            (body, version) -> {
              InitProducerIdResponseData data = new InitProducerIdResponseData(body, version);
              return new Call.Decoded<>(
                  new TransactionProducer(
                      Outcome.of(data.errorCode()), data.producerId(), data.producerEpoch()),
                  data.throttleTimeMs());
            });
    peer.ask(coordinator, LANE, call, permitted, reply);
  }

  /** Ends the open transaction; the answer tells with which id and epoch the next one goes on. */
  public void end(
      int coordinator,
      String id,
      long producerId,
      short epoch,
      boolean commit,
      Reply<TransactionProducer> reply) {
    Call<TransactionProducer> call =
        Call.copying(
            ApiKeys.END_TXN,
            FIRST_RAISING_EPOCHS,
            version ->
                new EndTxnRequestData()
                    .setTransactionalId(id)
                    .setProducerId(producerId)
                    .setProducerEpoch(epoch)
                    .setCommitted(commit),
            (body, version) -> {
              EndTxnResponseData data = new EndTxnResponseData(body, version);
              return new Call.Decoded<>(
                  new TransactionProducer(
                      Outcome.of(data.errorCode()), data.producerId(), data.producerEpoch()),
                  data.throttleTimeMs());
            });
    peer.ask(coordinator, LANE, call, permitted, reply);
  }

  /**
   * Appends one batch of a transaction; the partition joins the transaction with the first one.
   *
   * @param brokerTimeout how long the broker may wait for its replicas
   */
  public void produce(
      int leader,
      String id,
      ProduceBatch batch,
      Duration brokerTimeout,
      Reply<List<ProduceAck>> reply) {
    peer.ask(
        leader,
        LANE,
        ProduceCall.of(List.of(batch), (int) brokerTimeout.toMillis(), Optional.of(id)),
        permitted,
        reply);
  }

  private static FindCoordinatorRequestData find(String id, int version) {
    FindCoordinatorRequestData data =
        new FindCoordinatorRequestData().setKeyType(CoordinatorType.TRANSACTION.id());
    return version >= FIRST_WITH_KEYS ? data.setCoordinatorKeys(List.of(id)) : data.setKey(id);
  }

  private static CoordinatorAt found(FindCoordinatorResponseData data, short version) {
    if (version < FIRST_WITH_KEYS) {
      return new CoordinatorAt(Outcome.of(data.errorCode()), data.nodeId());
    }
    FindCoordinatorResponseData.Coordinator one = data.coordinators().get(0);
    return new CoordinatorAt(Outcome.of(one.errorCode(), one.errorMessage()), one.nodeId());
  }

  private static TransactionState state(DescribeTransactionsResponseData.TransactionState data) {
    Outcome outcome = Outcome.of(data.errorCode());
    if (outcome.text().startsWith("TRANSACTIONAL_ID_NOT_FOUND")) {
      return new TransactionState(Outcome.none(), false, false, true, -1, (short) -1);
    }
    boolean ongoing = data.transactionState().equals("Ongoing");
    boolean ending = data.transactionState().startsWith("Prepare");
    return new TransactionState(
        outcome,
        outcome.ok(),
        ongoing,
        outcome.ok() && !ongoing && !ending,
        data.producerId(),
        data.producerEpoch());
  }
}
