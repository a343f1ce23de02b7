-- Claims one record, or says why not.
-- KEYS[1] record; ARGV: fingerprint, lease ms, ttl ms, operation, execution id
-- Fields: fp fingerprint, st R(unning) D(one) X (failed) F(ree), tk fencing token, un(til) ms of the lease,
-- op, id, and of the answer sc hd bd
local time = redis.call('TIME')
local nowMillis = time[1] * 1000 + math.floor(time[2] / 1000)
local r = redis.call('HMGET', KEYS[1], 'fp', 'st', 'tk', 'un', 'id')
local status = r[2]
-- The clock as a floor keeps tokens growing when the record was lost.
local token = time[1] * 1000000 + time[2]
local takeover = 0
if status then
  if r[1] ~= ARGV[1] then
    return {'MISMATCH'}
  end
  if status == 'D' or status == 'X' then
    local answer = redis.call('HMGET', KEYS[1], 'sc', 'hd', 'bd')
    return {'REPLAY', r[5], answer[1], answer[2], answer[3]}
  end
  if status == 'R' then
    local remaining = r[4] - nowMillis
    if remaining > 0 then
      return {'IN_PROGRESS', remaining}
    end
    takeover = 1
  end
  token = math.max(token, r[3] + 1)
end
local tokenText = string.format('%.0f', token)
redis.call('HSET', KEYS[1], 'fp', ARGV[1], 'st', 'R', 'tk', tokenText,
  'un', nowMillis + ARGV[2], 'op', ARGV[4], 'id', ARGV[5])
redis.call('PEXPIRE', KEYS[1], ARGV[3])
return {'NEW', tokenText, takeover}
