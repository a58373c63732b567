package io.tollgate.sip.dialog;

class EitherSideOffIT extends EitherSide {
  EitherSideOffIT() {
    super("off", "im");
  }
}
