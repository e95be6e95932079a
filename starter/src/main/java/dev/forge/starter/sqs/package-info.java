/** Amazon's SQS, and servers that speak as it does: messages that start runs, what buckets tell, and replies. */
@NullMarked
package dev.forge.starter.sqs;

import org.jspecify.annotations.NullMarked;
