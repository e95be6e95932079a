"""Sends one job through RabbitMQ and waits for its end: python3 submit.py amqp://guest:guest@127.0.0.1:5672"""

import json
import sys
import uuid

import pika

connection = pika.BlockingConnection(pika.URLParameters(sys.argv[1]))
channel = connection.channel()
channel.confirm_delivery()
replies = channel.queue_declare(queue="", exclusive=True).method.queue

# With an id of its own the message is one run, however often it is delivered.
request = str(uuid.uuid4())
channel.basic_publish(
    exchange="",
    routing_key="forge.requests",
    mandatory=True,
    body=json.dumps({"jobName": "hello", "image": "busybox:1.36", "args": ["echo", "hello"], "timeOut": 5}),
    properties=pika.BasicProperties(message_id=request, correlation_id=request, reply_to=replies, delivery_mode=2),
)

for method, properties, body in channel.consume(replies, auto_ack=True):
    if properties.correlation_id == request:
        print(json.dumps(json.loads(body), indent=2))
        break
connection.close()
