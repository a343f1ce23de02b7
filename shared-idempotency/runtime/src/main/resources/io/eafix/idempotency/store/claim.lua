-- Claims one record, or says why not.
-- KEYS[1] record; ARGV: fingerprint, lease ms, ttl ms, operation, execution id
-- Fields: fp fingerprint, st R(unning) D(one) X (failed) F(ree), tk fencing token, un(til) ms, op, id, and of the answer sc hd bd
local time = redis.call('TIME')
local nowMicros = tonumber(time[1]) * 1000000 + tonumber(time[2])
local nowMillis = math.floor(nowMicros / 1000)
local r = redis.call('HMGET', KEYS[1], 'fp', 'st', 'tk', 'un', 'id')
if r[1] and r[1] ~= ARGV[1] then
  return {'MISMATCH'}
end
if r[2] == 'D' or r[2] == 'X' then
  local answer = redis.call('HMGET', KEYS[1], 'sc', 'hd', 'bd')
  return {'REPLAY', r[5], answer[1], answer[2], answer[3]}
end
local takeover = 0
if r[2] == 'R' then
  local remaining = tonumber(r[4]) - nowMillis
  if remaining > 0 then
    return {'IN_PROGRESS', remaining}
  end
  takeover = 1
end
-- The clock as a floor keeps tokens growing when the record was lost.
local token = math.max(nowMicros, (tonumber(r[3]) or 0) + 1)
local tokenText = string.format('%.0f', token)
redis.call('HSET', KEYS[1], 'fp', ARGV[1], 'st', 'R', 'tk', tokenText,
  'un', string.format('%.0f', nowMillis + tonumber(ARGV[2])), 'op', ARGV[4], 'id', ARGV[5])
redis.call('PEXPIRE', KEYS[1], ARGV[3])
return {'NEW', tokenText, takeover}
