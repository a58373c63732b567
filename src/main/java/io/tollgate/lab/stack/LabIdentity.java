package io.tollgate.lab.stack;

/**
 * Who a lab function is and where it listens.
 *
 * @param address the local IP address
 * @param port the TCP port; 0 takes any free one
 */
public record LabIdentity(String host, String realm, String address, int port) {

  public LabIdentity withPort(int chosen) {
    return new LabIdentity(host, realm, address, chosen);
  }

  String uri() {
    return "aaa://" + host + ":" + port;
  }
}
