import { LitElement, html, css } from 'lit';
import { JsonRpc } from 'jsonrpc';
import { notifier } from 'notifier';
import { columnBodyRenderer } from '@vaadin/grid/lit.js';
import { dialogRenderer } from '@vaadin/dialog/lit.js';
import '@vaadin/button';
import '@vaadin/dialog';
import '@vaadin/grid';
import '@vaadin/select';
import '@vaadin/text-field';

const STATES = ['', 'RUNNING', 'COMPLETED', 'FAILED', 'FREE']
  .map((value) => ({ label: value || 'any', value }));

/** The records of the idempotency store: list, search, show, release, delete. */
export class QwcEafixIdempotencyRecords extends LitElement {
  jsonRpc = new JsonRpc(this);

  static styles = css`
    :host { display: flex; flex-direction: column; gap: 10px; padding: 10px; height: 100%; }
    .bar { display: flex; flex-wrap: wrap; gap: 10px; align-items: baseline; }
    .note { color: var(--lumo-secondary-text-color); font-size: small; }
    vaadin-grid { flex: 1; min-height: 300px; }
    code { font-size: small; }
  `;

  static properties = {
    _records: { state: true },
    _next: { state: true },
    _last: { state: true },
    _shown: { state: true },
    _operation: { state: true },
    _status: { state: true },
    _key: { state: true },
    _tenant: { state: true },
    _principal: { state: true },
  };

  constructor() {
    super();
    this._records = [];
    this._next = '';
    this._last = true;
    this._shown = null;
    this._operation = '';
    this._status = '';
    this._key = '';
    this._tenant = '';
    this._principal = '';
  }

  connectedCallback() {
    super.connectedCallback();
    this._list('');
  }

  render() {
    return html`
      <div class="bar">
        ${this._field('Operation', '_operation')}
        <vaadin-select label="Status" placeholder="any" .items=${STATES} .value=${this._status}
          @value-changed=${(e) => { this._status = e.detail.value; }}></vaadin-select>
        <vaadin-button id="list" theme="primary" @click=${() => this._list('')}>List</vaadin-button>
        <vaadin-button id="next" ?disabled=${this._last} @click=${() => this._list(this._next)}>
          Next page
        </vaadin-button>
      </div>
      <div class="bar">
        ${this._field('Idempotency-Key or storage key', '_key', '30em')}
        ${this._field('Principal', '_principal')}
        ${this._field('Tenant', '_tenant')}
        <vaadin-button id="find" ?disabled=${!this._key} @click=${() => this._find()}>
          Search
        </vaadin-button>
      </div>
      <vaadin-grid .items=${this._records} theme="no-border row-stripes">
        <vaadin-grid-column header="Key" auto-width
          ${columnBodyRenderer((r) => html`<code>${r.key}</code>`, [])}></vaadin-grid-column>
        <vaadin-grid-column path="operation" auto-width></vaadin-grid-column>
        <vaadin-grid-column path="status" auto-width></vaadin-grid-column>
        <vaadin-grid-column header="Claimed at" auto-width
          ${columnBodyRenderer((r) => html`${r.claimedAt.slice(0, 19)}Z`, [])}></vaadin-grid-column>
        <vaadin-grid-column header="Lease" auto-width
          ${columnBodyRenderer((r) => html`${seconds(r.leaseMillis)}`, [])}></vaadin-grid-column>
        <vaadin-grid-column header="Kept for" auto-width
          ${columnBodyRenderer((r) => html`${seconds(r.ttlMillis)}`, [])}></vaadin-grid-column>
        <vaadin-grid-column header="" auto-width frozen-to-end
          ${columnBodyRenderer((r) => this._actions(r), [])}></vaadin-grid-column>
      </vaadin-grid>
      <div class="note">
        These are the records in Redis. What Postgres knows of a key stays: a key that has finished
        is answered from there, also when its record is deleted here.
      </div>
      ${this._dialog()}
    `;
  }

  _field(label, property, width = '12em') {
    return html`<vaadin-text-field label=${label} style="width: ${width}" .value=${this[property]} clear-button-visible
      @value-changed=${(e) => { this[property] = e.detail.value; }}></vaadin-text-field>`;
  }

  _actions(record) {
    return html`
      <vaadin-button theme="small" @click=${() => { this._shown = record; }}>Show</vaadin-button>
      <vaadin-button theme="small" ?disabled=${record.status !== 'RUNNING'}
        @click=${() => this._change('release', record)}>Release</vaadin-button>
      <vaadin-button theme="small error"
        @click=${() => this._change('delete', record)}>Delete</vaadin-button>
    `;
  }

  _dialog() {
    return html`<vaadin-dialog header-title="Record" .opened=${this._shown !== null}
      @opened-changed=${(e) => { if (!e.detail.value) { this._shown = null; } }}
      ${dialogRenderer(
        () => html`<pre style="max-width: 80vw; white-space: pre-wrap; word-break: break-all">${
          JSON.stringify(this._shown, null, 2)}</pre>`,
        [this._shown])}></vaadin-dialog>`;
  }

  _list(cursor) {
    this.jsonRpc
      .list({ operation: this._operation, status: this._status, cursor })
      .then((answer) => {
        this._records = answer.result.records;
        this._next = answer.result.next;
        this._last = answer.result.last;
      })
      .catch(failed);
  }

  _find() {
    this.jsonRpc
      .find({ key: this._key, tenant: this._tenant, principal: this._principal })
      .then((answer) => {
        this._records = answer.result;
        this._last = true;
        if (answer.result.length === 0) {
          notifier.showInfoMessage('No record has this key');
        }
      })
      .catch(failed);
  }

  _change(action, record) {
    this.jsonRpc[action]({ key: record.key, fence: record.fence })
      .then((answer) => {
        if (answer.result === 'OK') {
          notifier.showInfoMessage(`Done: ${action}`);
        } else {
          notifier.showWarningMessage('The record has changed meanwhile; nothing was done');
        }
        this._list('');
      })
      .catch(failed);
  }
}

function seconds(millis) {
  return millis > 0 ? `${Math.ceil(millis / 1000)} s` : '';
}

function failed(error) {
  notifier.showErrorMessage(error?.error?.message ?? String(error));
}

customElements.define('qwc-eafix-idempotency-records', QwcEafixIdempotencyRecords);
