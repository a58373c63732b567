package io.tollgate.msrpclient;

import java.util.UUID;

/** Random identifiers. */
final class Ids {
  private Ids() {}

  static String next() {
    return UUID.randomUUID().toString().replace("-", "").substring(0, 20);
  }
}
