// A client that is not Java's. Takes one JSON object on standard input, for it holds a password, and prints one.
// {do: "produce", topic, values} or {do: "consume", topic, group, count}, each with {bootstrap, user, password}.
'use strict';
const { Kafka, CompressionTypes, logLevel } = require('kafkajs');

async function produce(kafka, wish) {
  const producer = kafka.producer({ idempotent: true, maxInFlightRequests: 1 });
  await producer.connect();
  await producer.send({
    topic: wish.topic,
    acks: -1,
    compression: CompressionTypes.GZIP,
    messages: wish.values.map((value) => ({ key: 'k' + value, value, headers: { from: 'kafkajs' } })),
  });
  await producer.disconnect();
  return { sent: wish.values.length };
}

async function consume(kafka, wish) {
  const consumer = kafka.consumer({ groupId: wish.group, sessionTimeout: 10000 });
  const values = [];
  await consumer.connect();
  await consumer.subscribe({ topic: wish.topic, fromBeginning: true });
  await new Promise((resolve, reject) => {
    consumer.on(consumer.events.CRASH, (event) => reject(event.payload.error));
    consumer
      .run({
        autoCommit: false,
        eachMessage: async ({ topic, partition, message }) => {
          if (values.length < wish.count) {
            values.push(message.value.toString());
            await consumer.commitOffsets([{ topic, partition, offset: String(Number(message.offset) + 1) }]);
          }
          if (values.length === wish.count) {
            resolve();
          }
        },
      })
      .catch(reject);
  });
  await consumer.disconnect();
  return { values };
}

async function main() {
  const chunks = [];
  for await (const chunk of process.stdin) {
    chunks.push(chunk);
  }
  const wish = JSON.parse(Buffer.concat(chunks).toString());
  const kafka = new Kafka({
    clientId: 'kafkajs',
    brokers: wish.bootstrap.split(','),
    ssl: { rejectUnauthorized: false },
    sasl: { mechanism: 'scram-sha-512', username: wish.user, password: wish.password },
    logLevel: logLevel.NOTHING,
    retry: { retries: 5 },
  });
  const act = wish.do === 'produce' ? produce : consume;
  console.log(JSON.stringify(await act(kafka, wish)));
}

main().then(
  () => process.exit(0),
  (error) => {
    console.error(error.message);
    process.exit(1);
  },
);
