package io.tollgate.sip.dialog;

class EitherSideOfflineIT extends EitherSide {
  EitherSideOfflineIT() {
    super("offline", "im");
  }
}
