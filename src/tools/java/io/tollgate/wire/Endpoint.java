package io.tollgate.wire;

/** One end of a packet. */
public record Endpoint(String address, int port) {

  @Override
  public String toString() {
    return address + ":" + port;
  }
}
